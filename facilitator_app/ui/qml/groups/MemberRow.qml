// One member of a group: since when and why, what they say of themselves, what they have not accepted; and the way out of it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Panel {
    id: row

    required property string key
    required property string name
    required property string why
    required property string ready
    required property bool not_yet
    required property string lacking
    required property string risk
    required property GroupMembers members
    required property Shell shell
    readonly property bool leaves: members.leaving === key

    objectName: "member." + key
    implicitHeight: inside.implicitHeight + 28
    onLeavesChanged: if (leaves) reason.text = members.reason()

    Opening { open: row.leaves }

    ColumnLayout {
        id: inside

        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: 16 }
        spacing: Theme.near

        RowLayout {
            spacing: Theme.gap

            ColumnLayout {
                spacing: 4

                Say { Layout.fillWidth: true; kind: "strong"; text: row.name }
                Say { objectName: row.objectName + ".why"; Layout.fillWidth: true; kind: "caption"; text: row.why; wrapMode: Text.Wrap }
                Mark { objectName: row.objectName + ".lacking"; glyph: "attention"; text: row.lacking; color: Theme.attention }
                Mark { objectName: row.objectName + ".risk"; glyph: "warning"; text: row.risk; color: Theme.attention }
                Mark { objectName: row.objectName + ".ready"; glyph: row.not_yet ? "minus" : "check"; text: row.ready; color: Theme.mid }
            }

            Button { objectName: row.objectName + ".open"; glyph: "person"; text: qsTr("groups_ui.before"); Accessible.name: text + ": " + row.name; onClicked: row.shell.home.show_beforehand(row.key) }
            Button { objectName: row.objectName + ".leave"; kind: "round"; glyph: "door"; text: qsTr("groups_ui.leaves"); chosen: row.leaves; Accessible.name: text + ": " + row.name; onClicked: row.members.ask_leave(row.key) }
        }

        Field { id: reason; objectName: row.objectName + ".reason"; visible: row.leaves; Layout.fillWidth: true; label: qsTr("groups_ui.leave_reason"); error: row.members.out.errors.reason ?? ""; onEdited: text => row.members.type_reason(text); onAccepted: row.members.leave() }
        Button { objectName: row.objectName + ".leave.do"; visible: row.leaves; text: qsTr("groups_ui.leave"); Accessible.name: text + ": " + row.name; onClicked: row.members.leave() }
    }

    component Mark: RowLayout {
        id: mark

        property string glyph: ""
        property string text: ""
        property color color

        visible: text !== ""
        spacing: 8

        Glyph { glyphName: mark.glyph; size: 22; color: mark.color }
        Say { Layout.fillWidth: true; text: mark.text; wrapMode: Text.Wrap }
    }
}
