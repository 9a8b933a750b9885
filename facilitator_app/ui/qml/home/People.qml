// The people of the programmes.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Item {
    id: page

    required property Shell shell
    readonly property People people: shell.people

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gap

        SectionHead {
            objectName: "people"
            Layout.fillWidth: true
            title: qsTr("ui.home.people")
            about: page.people.participants.length === 0 ? qsTr("ui.people.about") : ""
            act: qsTr("ui.people.add")
            onActed: sheet.open = true
        }

        ListView {
            objectName: "people.list"
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            spacing: 8
            boundsBehavior: Flickable.StopAtBounds
            model: page.people.participants

            delegate: ListRow {
                required property var modelData

                width: ListView.view.width
                opens: false
                objectName: "people." + modelData.id
                glyph: "person"
                text: modelData.name
                note: modelData.note
            }
        }
    }

    PersonSheet { id: sheet; objectName: "person"; parent: page.parent.parent.parent; people: page.people; onClosed: open = false }
}
