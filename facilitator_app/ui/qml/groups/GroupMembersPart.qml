// The members of a group, each with who decided that they fit and why; below them somebody is taken in.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"
import "../integration"

Scroller {
    id: part

    required property GroupMembers members
    required property Shell shell
    readonly property var errors: members.form.errors

    contentHeight: column.implicitHeight + 8
    Component.onCompleted: fill()

    function fill() {
        why.text = members.values.why ?? "";
        search.text = "";
    }

    Connections {
        target: part.members

        function onOpened() { part.fill() }
    }

    ColumnLayout {
        id: column

        width: parent.width - 12
        spacing: Theme.gap

        Say { objectName: "member.room"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; text: part.members.room }

        Repeater {
            model: part.members.rows

            MemberRow { members: part.members; shell: part.shell; Layout.fillWidth: true }
        }

        FieldError { objectName: "member.out.general"; Layout.fillWidth: true; text: part.members.out.general }

        Say { visible: part.members.can_join; Layout.topMargin: Theme.near; kind: "title"; text: qsTr("groups_ui.join_title") }
        Field { id: search; objectName: "member.search"; visible: part.members.can_join; Layout.fillWidth: true; label: qsTr("groups_ui.join_search"); onEdited: text => part.members.search(text) }
        ChoiceLine { objectName: "member.offered"; visible: part.members.can_join; Layout.fillWidth: true; label: part.members.joining === "" ? qsTr("groups_ui.join_who") : qsTr("groups_ui.joining").arg(part.members.joining); options: part.members.offered; current: part.members.chosen.participant ?? ""; error: part.errors.participant ?? ""; onPicked: key => part.members.type("participant", key) }
        Say { objectName: "member.nobody"; visible: part.members.can_join && part.members.offered.length === 0; Layout.fillWidth: true; kind: "caption"; text: part.members.nobody; wrapMode: Text.Wrap }
        ChoiceLine { objectName: "member.decided_by"; visible: part.members.can_join; Layout.fillWidth: true; label: qsTr("groups_ui.decided_by"); options: part.members.team; current: part.members.chosen.decided_by ?? ""; error: part.errors.decided_by ?? ""; onPicked: key => part.members.type("decided_by", key) }
        Field { id: why; objectName: "member.why"; visible: part.members.can_join; Layout.fillWidth: true; label: qsTr("groups_ui.why"); hint: qsTr("groups_ui.why_hint"); error: part.errors.why ?? ""; onEdited: text => part.members.type("why", text); onAccepted: part.members.join(false); input.onActiveFocusChanged: if (input.activeFocus) part.bring(joining) }
        FieldError { objectName: "member.general"; Layout.fillWidth: true; text: part.members.form.general }

        Flow {
            id: joining

            visible: part.members.can_join
            Layout.fillWidth: true
            spacing: Theme.near

            Button { objectName: "member.join"; visible: !part.members.asked; height: Theme.primary; kind: "primary"; glyph: "plus"; text: qsTr("groups_ui.join"); onClicked: part.members.join(false) }
            Button { objectName: "member.join_outside"; visible: part.members.asked; height: Theme.primary; text: qsTr("groups_ui.join_outside"); onClicked: part.members.join(true) }
        }

        Repeater {
            model: part.members.former

            Say { required property string modelData; Layout.fillWidth: true; kind: "caption"; text: modelData; wrapMode: Text.Wrap }
        }
    }
}
