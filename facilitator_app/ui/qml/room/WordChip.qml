// A word of the programme's set: its icon over it, the whole word always readable.
import QtQuick
import QtQuick.Templates as T
import "../components"

T.AbstractButton {
    id: chip

    property string glyph: ""
    property color tint: Theme.hi

    implicitWidth: 120
    implicitHeight: Theme.chip
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    onPressAndHold: {} // a hand that rests is no touch: then lifting it clicks nothing
    Keys.onReturnPressed: chip.click()
    Keys.onEnterPressed: chip.click()

    background: Rectangle {
        radius: Theme.corner
        color: chip.down ? Theme.line : Theme.raised
        border { width: chip.visualFocus ? Theme.focusLine : 0; color: Theme.hi }

        Behavior on color { ColorAnimation { duration: Theme.quick } }
    }

    contentItem: Item {
        Glyph { y: said.lineCount > 1 ? 4 : 10; anchors.horizontalCenter: parent.horizontalCenter; glyphName: chip.glyph; color: chip.tint }
        Say {
            id: said

            y: lineCount > 1 ? 31 : 39
            x: 5
            width: parent.width - 10
            height: lineCount > 1 ? 42 : 30
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            kind: "caption"
            color: chip.tint
            font.pixelSize: measure.width > width ? 17 : Theme.caption
            wrapMode: Text.WordWrap
            maximumLineCount: 2
            lineHeight: 0.9
            text: chip.text
            Accessible.ignored: true
        }
        TextMetrics { id: measure; font { family: Theme.family; pixelSize: Theme.caption } text: chip.text }
    }
}
