// A word of the programme's set: its icon over it, the whole word always readable.
import QtQuick
import QtQuick.Templates as T
import "../components"

T.AbstractButton {
    id: chip

    property string glyph: ""

    implicitWidth: 120
    implicitHeight: Theme.chip
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Keys.onReturnPressed: chip.click()
    Keys.onEnterPressed: chip.click()

    background: Rectangle {
        radius: Theme.corner
        color: chip.down ? Theme.line : Theme.raised
        border { width: chip.visualFocus ? Theme.focusLine : 0; color: Theme.hi }

        Behavior on color { ColorAnimation { duration: Theme.quick } }
    }

    contentItem: Item {
        Glyph { y: 10; anchors.horizontalCenter: parent.horizontalCenter; glyphName: chip.glyph }
        Say {
            y: 39
            x: 5
            width: parent.width - 10
            height: 30
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            kind: "caption"
            color: Theme.hi
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 14
            elide: Text.ElideNone
            text: chip.text
            Accessible.ignored: true
        }
    }
}
