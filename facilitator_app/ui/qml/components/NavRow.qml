// One entry of the rail at the left: where one is stands out by a bar and weight, not by colour alone.
import QtQuick
import QtQuick.Templates as T

T.AbstractButton {
    id: row

    property string glyph: ""
    property bool chosen: false
    readonly property real lines: said.lineCount > 1 ? said.implicitHeight + 8 : 0

    implicitWidth: 220
    implicitHeight: Math.max(Theme.primary, lines)
    focusPolicy: Qt.StrongFocus

    Accessible.role: Accessible.PageTab
    Accessible.name: text
    Accessible.selected: chosen
    Keys.onReturnPressed: row.click()
    Keys.onEnterPressed: row.click()

    background: Rectangle {
        radius: Theme.corner
        color: row.chosen || row.down ? Theme.raised : "transparent"
        border { width: row.visualFocus ? Theme.focusLine : 0; color: Theme.hi }

        Rectangle { visible: row.chosen; anchors.left: parent.left; y: 14; width: 4; height: parent.height - 28; radius: 2; color: Theme.accent }
        Behavior on color { ColorAnimation { duration: Theme.quick } }
    }

    contentItem: Item {
        Glyph { id: icon; glyphName: row.glyph; anchors.left: parent.left; anchors.leftMargin: 18; color: row.chosen ? Theme.hi : Theme.mid; anchors.verticalCenter: parent.verticalCenter }
        Say { id: said; anchors { left: icon.right; leftMargin: 14; right: parent.right; rightMargin: 8 } kind: row.chosen ? "strong" : "body"; color: row.chosen ? Theme.hi : Theme.mid; text: row.text; wrapMode: Theme.factor > 1 ? Text.Wrap : Text.NoWrap; Accessible.ignored: true; anchors.verticalCenter: parent.verticalCenter }
    }
}
