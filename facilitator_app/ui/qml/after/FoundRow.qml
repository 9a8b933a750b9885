// One find: whose and what, its words, and when (and in which session) it was.  Touched, it leads to its moment.
import QtQuick
import QtQuick.Templates as T
import "../components"

T.AbstractButton {
    id: row

    required property string entry
    required property string head
    required property string told
    required property string place

    objectName: "find.row." + entry
    implicitHeight: Math.max(Theme.target, words.implicitHeight + 20)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: [head, told, place].filter(part => part !== "").join(". ")
    Keys.onReturnPressed: row.click()
    Keys.onEnterPressed: row.click()

    background: Rectangle {
        radius: Theme.corner
        color: row.down ? Theme.line : Theme.raised
        border { width: row.visualFocus ? Theme.focusLine : 0; color: Theme.hi }
    }

    contentItem: Item {
        Column {
            id: words

            anchors { left: parent.left; leftMargin: 14; right: parent.right; rightMargin: 14; verticalCenter: parent.verticalCenter }
            spacing: 2

            Say { width: parent.width; kind: "strong"; text: row.head; Accessible.ignored: true }
            Say { width: parent.width; visible: text !== ""; wrapMode: Text.Wrap; maximumLineCount: 6; text: row.told; Accessible.ignored: true }
            Say { width: parent.width; kind: "caption"; figures: true; wrapMode: Text.Wrap; text: row.place; Accessible.ignored: true }
        }
    }
}
