// What plays, and below it phase and time left; or what troubles the music, read whole.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

GridLayout {
    id: words

    required property MusicBar music
    property bool low: false
    property bool brief: false // the piece alone
    property bool across: false // both in one line
    readonly property bool troubled: music.trouble !== ""
    readonly property bool cut: title.truncated || about.truncated // the rest is in the panel

    Layout.fillWidth: true
    Layout.preferredWidth: 300
    columns: across && !troubled ? 2 : 1
    columnSpacing: Theme.gap
    rowSpacing: 0

    Say {
        id: title

        objectName: words.visible ? "music.title" : ""
        Layout.fillWidth: true
        Layout.minimumWidth: words.columns > 1 ? Math.min(implicitWidth, words.width / 2) : 0 // what is told beside it gives way
        visible: !words.low || !words.troubled
        kind: "strong"
        wrapMode: words.music.stage === "idle" ? Text.WordWrap : Text.NoWrap // before it begins there is no line below
        fontSizeMode: wrapMode === Text.NoWrap ? Text.HorizontalFit : Text.FixedSize
        minimumPixelSize: Math.max(16, Math.round(13 * Theme.factor))
        lineHeight: lineCount > 1 ? 0.9 : 1
        text: words.music.title
    }
    Say {
        id: about

        objectName: words.visible ? "music.about" : ""
        Layout.fillWidth: true
        Layout.maximumWidth: words.columns > 1 ? implicitWidth : -1
        visible: text !== "" && (!words.brief || words.troubled)
        kind: "caption"
        wrapMode: words.troubled ? Text.Wrap : Text.NoWrap
        fontSizeMode: Theme.factor > 1 && !words.troubled ? Text.HorizontalFit : Text.FixedSize
        minimumPixelSize: Math.round(13 * Theme.factor)
        color: words.troubled ? Theme.attention : Theme.mid
        text: words.troubled ? words.music.trouble : words.music.about
    }
}
