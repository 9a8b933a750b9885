// The sessions of a group, the latest first, and the next one, opened from here with its members on their seats.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Scroller {
    id: part

    required property GroupPage page
    required property Shell shell

    contentHeight: column.implicitHeight + 8

    function plan() {
        const group = page.group;
        page.close();
        shell.go("setup");
        shell.setup.plan_for(group);
    }

    ColumnLayout {
        id: column

        width: parent.width - 12
        spacing: Theme.gap

        Say { objectName: "group.next"; Layout.fillWidth: true; kind: "strong"; text: part.page.next_session; wrapMode: Text.Wrap }
        Say { objectName: "group.runs_by"; visible: text !== ""; Layout.fillWidth: true; color: Theme.soon; text: part.page.runs_by; wrapMode: Text.Wrap }
        Button { objectName: "group.take_newest"; visible: part.page.runs_by !== ""; glyph: "arrow-up"; text: qsTr("groups_ui.take_newest"); onClicked: part.page.take_newest() }
        FieldError { objectName: "group.version.error"; Layout.fillWidth: true; text: part.page.form.general }
        Say { objectName: "group.missing"; visible: text !== ""; Layout.fillWidth: true; color: Theme.mid; text: part.page.missing; wrapMode: Text.Wrap }
        Button { objectName: "group.plan"; visible: part.page.missing === ""; Layout.preferredHeight: Theme.primary; kind: "primary"; glyph: "plus"; text: qsTr("groups_ui.open_session"); onClicked: part.plan() }
        Say { visible: part.page.sessions.length === 0; Layout.fillWidth: true; kind: "caption"; text: qsTr("groups_ui.no_sessions"); wrapMode: Text.Wrap }

        Repeater {
            model: part.page.sessions

            ListRow {
                required property var modelData

                objectName: "group.session." + modelData.id
                Layout.fillWidth: true
                glyph: "calendar"
                text: modelData.text
                note: modelData.note
                aside: modelData.open ? qsTr("ui.home.still_open") : ""
                onClicked: part.shell.enter(modelData.id, modelData.open ? "room" : "review")
            }
        }
    }
}
