// One row of a choice: a round mark for one of several, a square one where `many` may be chosen.  `note` is a second, quieter line.
import QtQuick
import QtQuick.Templates as T

T.AbstractButton {
    id: choice

    property bool many: false
    property bool chosen: false
    property string note: ""

    implicitWidth: 320
    implicitHeight: Math.max(Theme.target, words.implicitHeight + 20)
    focusPolicy: Qt.StrongFocus
    opacity: enabled ? 1 : 0.45
    checkable: false

    Accessible.role: many ? Accessible.CheckBox : Accessible.RadioButton
    Accessible.name: text
    Accessible.description: note
    Accessible.checkable: true
    Accessible.checked: chosen
    Keys.onReturnPressed: choice.click()
    Keys.onEnterPressed: choice.click()

    background: Rectangle {
        radius: Theme.corner
        color: choice.chosen || choice.down ? Theme.raised : "transparent"
        border.width: choice.visualFocus ? Theme.focusLine : choice.chosen ? 2 : 1
        border.color: choice.visualFocus ? Theme.hi : choice.chosen ? Theme.accent : Theme.line

        Behavior on color { ColorAnimation { duration: Theme.quick } }
    }

    contentItem: Item {
        Rectangle {
            id: mark

            anchors { left: parent.left; leftMargin: 16 }
            y: words.implicitHeight > 90 * Theme.factor ? words.y + 2 : (parent.height - height) / 2 // beside the first line of a long text
            width: 26
            height: 26
            radius: choice.many ? 7 : 13
            color: "transparent"
            border { width: 2; color: choice.chosen ? Theme.accent : Theme.controlLine }

            Rectangle { visible: choice.chosen && !choice.many; anchors.centerIn: parent; width: 12; height: 12; radius: 6; color: Theme.accent }
            Glyph { visible: choice.chosen && choice.many; anchors.centerIn: parent; glyphName: "check"; size: 20; color: Theme.accent }
        }

        Column {
            id: words

            anchors { left: mark.right; leftMargin: 14; right: parent.right; rightMargin: 14; verticalCenter: parent.verticalCenter }
            spacing: 2

            Say { width: parent.width; text: choice.text; wrapMode: Text.Wrap; Accessible.ignored: true }
            Say { visible: text !== ""; width: parent.width; kind: "caption"; text: choice.note; wrapMode: Text.Wrap; Accessible.ignored: true }
        }
    }
}
