// The team: who is in the room and whose word counts for what.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"
import "../oversight"

Item {
    id: page

    required property Shell shell
    readonly property People people: shell.people

    Roomy { // a list that has little room scrolls with what is above it
        anchors.fill: parent
        spacing: Theme.gap

        SectionHead {
            objectName: "team"
            Layout.fillWidth: true
            title: qsTr("ui.home.team")
            about: page.people.team.length < 2 ? qsTr("ui.team.about") : ""
            act: qsTr("ui.team.add")
            onActed: sheet.open = true
        }

        Button { objectName: "team.oversight"; visible: page.shell.oversight.is_shown; glyph: "seen"; text: qsTr("oversight.title"); onClicked: guarded.open = true }

        Button { objectName: "team.key"; visible: page.shell.oversight.is_shown; glyph: "key"; text: qsTr("key_ui.title"); onClicked: page.shell.home.show_key() }

        ScrollList {
            objectName: "team.list"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: Math.min(contentHeight, 150 * Theme.factor)
            model: page.people.everybody_of_the_team

            delegate: ListRow {
                required property var modelData

                width: ListView.view.width
                objectName: "team." + modelData.id
                glyph: "person"
                text: modelData.name
                note: modelData.note
                onClicked: page.people.member.show(modelData.id)
            }
        }
    }

    MemberSheet { objectName: "member"; parent: page.parent.parent.parent; people: page.people }
    OversightSheet { id: guarded; parent: page.parent.parent.parent; oversight: page.shell.oversight; onClosed: open = false }
    StaffSheet { id: sheet; objectName: "staff"; parent: page.parent.parent.parent; people: page.people; onClosed: open = false }
}
