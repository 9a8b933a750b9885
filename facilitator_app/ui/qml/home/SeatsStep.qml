// The last step: the marked seat takes the person touched next.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

RowLayout {
    id: step

    required property Setup setup

    spacing: Theme.pad + 8

    ColumnLayout {
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        spacing: 12

        Say { kind: "title"; text: qsTr("ui.setup.seats") }
        Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: step.setup.participants.length === 0 ? qsTr("ui.setup.nobody") : qsTr("ui.setup.seats_about") }

        Say { objectName: "setup.to_mind"; visible: text !== ""; Layout.fillWidth: true; color: Theme.soon; wrapMode: Text.Wrap; text: step.setup.hour.to_mind }
        Field { objectName: "setup.search"; visible: step.setup.offered.searched; Layout.fillWidth: true; hint: qsTr("ui.people.search"); onEdited: text => step.setup.offered.search(text) }

        ScrollList {
            objectName: "setup.participants"
            Layout.fillWidth: true
            Layout.fillHeight: true
            model: step.setup.participants

            delegate: ListRow {
                id: row

                required property var modelData

                objectName: "setup.person." + modelData.name
                width: ListView.view.width
                glyph: modelData.seat > 0 ? "seat" : "person"
                text: modelData.name
                note: modelData.note
                aside: modelData.seat > 0 ? qsTr("ui.setup.seat_of").arg(modelData.seat) : modelData.elsewhere
                opens: modelData.elsewhere === ""
                onClicked: step.setup.toggle_person(modelData.id)

                Carry { sideways: true; person: row.opens ? row.modelData.id : ""; name: row.modelData.name }
            }
        }
    }

    GridLayout {
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: 44
        columns: 2
        columnSpacing: 12
        rowSpacing: 12
        uniformCellWidths: true

        Repeater {
            model: step.setup.seats

            Seat {
                id: place

                required property var modelData

                objectName: "setup.seat." + modelData.seat
                Layout.fillWidth: true
                seat: modelData.seat
                name: modelData.name
                chosen: modelData.next || area.containsDrag
                onClicked: step.setup.point_at(modelData.seat)

                DropArea { id: area; anchors.fill: parent; keys: ["person"]; onDropped: drop => step.setup.put((drop.source as Carried).person, place.modelData.seat) }
                Carry { person: place.modelData.person; name: place.modelData.name }
            }
        }
    }
}
