// A word of the programme's set: its icon over it, the whole word always readable.
import QtQuick
import QtQuick.Templates as T
import "../components"

T.AbstractButton {
    id: chip

    property string glyph: ""
    property color tint: Theme.hi
    property bool low: false // less room about its icon
    property bool bare: false // the word alone: its icon has no room
    property bool outlined: false // of a group beside one that is filled
    readonly property real start: bare ? 4 : low ? (said.lineCount > 1 ? 18 : 28) : said.lineCount > 1 ? 31 : 39 // of the word
    readonly property real least: start + said.contentHeight + (low ? 1 : 4)

    implicitWidth: 120
    implicitHeight: Math.max(Theme.chip, least)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    onPressAndHold: {} // a hand that rests is no touch: then lifting it clicks nothing
    Keys.onReturnPressed: chip.click()
    Keys.onEnterPressed: chip.click()

    background: Rectangle {
        radius: Theme.corner
        color: chip.down ? Theme.line : chip.outlined ? "transparent" : Theme.raised
        border { width: chip.visualFocus ? Theme.focusLine : chip.outlined ? 1 : 0; color: chip.visualFocus ? Theme.hi : Theme.controlLine }

        Behavior on color { ColorAnimation { duration: Theme.quick } }
    }

    contentItem: Item {
        Glyph { visible: !chip.bare; y: said.lineCount > 1 ? (chip.low ? 1 : 4) : chip.low ? 6 : 10; size: !chip.low ? 26 : said.lineCount > 1 ? 17 : 20; anchors.horizontalCenter: parent.horizontalCenter; glyphName: chip.glyph; color: chip.tint }
        Say {
            id: said

            y: chip.bare ? (chip.height - height) / 2 : chip.start
            anchors.horizontalCenter: parent.horizontalCenter
            width: parent.width - 10
            height: Theme.factor > 1 || chip.low ? undefined : lineCount > 1 ? 42 : 30 // its own, when it is fitted
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            kind: "caption"
            color: chip.tint
            font.pixelSize: measure.width > width ? Math.round((chip.low ? 16 : 17) * Theme.factor) : Theme.caption
            fontSizeMode: Theme.factor > 1 ? Text.HorizontalFit : Text.FixedSize
            minimumPixelSize: Theme.least
            wrapMode: Text.WordWrap
            maximumLineCount: Theme.factor > 1 ? 4 : 2
            lineHeight: 0.9
            text: chip.text
            Accessible.ignored: true
        }
        TextMetrics { id: measure; font { family: Theme.family; pixelSize: Theme.caption } text: chip.text }
    }
}
