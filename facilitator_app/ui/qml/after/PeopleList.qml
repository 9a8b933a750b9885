// Everybody of the session with how far their handoff is; a touch opens it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Facilitator
import "../components"

ScrollList {
    id: list

    required property HandoffView handoff

    objectName: "handoff.people"
    model: handoff.people
    spacing: Theme.near
    Accessible.role: Accessible.List
    Accessible.name: qsTr("after.people")

    delegate: T.AbstractButton {
        id: row

        required property string key
        required property string name
        required property int seat
        required property string standing
        required property string standing_said
        required property int finds
        readonly property bool chosen: key === list.handoff.person
        readonly property string mark: finds > 0 ? "attention" : standing === "written" ? "pdf" : standing === "signed" ? "sign" : standing === "edited" || standing === "changed" ? "write" : ""

        objectName: "handoff.person." + key
        width: list.width
        implicitHeight: Math.max(76, words.implicitHeight + 16)
        focusPolicy: Qt.StrongFocus
        onClicked: list.handoff.choose(key)
        Keys.onReturnPressed: click()
        Keys.onEnterPressed: click()

        Accessible.role: Accessible.RadioButton
        Accessible.name: seat + ", " + name + ", " + standing_said
        Accessible.checkable: true
        Accessible.checked: chosen

        background: Rectangle {
            radius: Theme.corner
            color: row.chosen || row.down ? Theme.line : Theme.raised
            border.width: row.visualFocus ? Theme.focusLine : row.chosen ? 2 : 0
            border.color: row.visualFocus ? Theme.hi : Theme.accent
        }

        contentItem: Item {
            Say { id: number; anchors.left: parent.left; anchors.leftMargin: 14; anchors.verticalCenter: parent.verticalCenter; kind: "vitals"; font.weight: Font.Light; text: row.seat; Accessible.ignored: true }

            Column {
                id: words

                anchors { left: number.right; leftMargin: 14; right: sign.left; rightMargin: 6; verticalCenter: parent.verticalCenter }
                spacing: 2

                Say { width: parent.width; kind: "strong"; wrapMode: Theme.factor > 1 ? Text.Wrap : Text.NoWrap; text: row.name; Accessible.ignored: true }
                Say { width: parent.width; kind: "caption"; wrapMode: Theme.factor > 1 ? Text.Wrap : Text.NoWrap; text: row.standing_said; Accessible.ignored: true }
            }

            Glyph {
                id: sign

                anchors { right: parent.right; rightMargin: 12; verticalCenter: parent.verticalCenter }
                visible: row.mark !== ""
                glyphName: row.mark
                color: row.finds > 0 ? Theme.attention : Theme.settled
            }
        }
    }
}
