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

    Layout.fillWidth: true
    Layout.preferredWidth: 300
    columns: across && !troubled ? 2 : 1
    columnSpacing: Theme.gap
    rowSpacing: 0

    Say { objectName: words.visible ? "music.title" : ""; visible: !words.low || !words.troubled; Layout.fillWidth: true; kind: "strong"; wrapMode: words.music.stage === "idle" ? Text.WordWrap : Text.NoWrap; lineHeight: lineCount > 1 ? 0.9 : 1; text: words.music.title } // before it begins there is no line below
    Say {
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
