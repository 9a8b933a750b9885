// The last step: the marked seat takes the person touched next; and the reason where they are fewer than the programme is for.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

RowLayout {
    id: step

    required property Setup setup
    readonly property bool low: height < 300 * Theme.factor // what to do scrolls with the people
    readonly property string reason: step.setup.hour.few_people === "" ? "" : reason_.text

    spacing: Theme.pad + 8

    Unsaved { kept: step.setup.draft.unsaved; form: step.setup.draft.form; fields: ({ people_reason: reason_ }) }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        spacing: 12

        Say { kind: "title"; text: qsTr("ui.setup.seats") }
        About { visible: !step.low; Layout.fillWidth: true }

        Say { objectName: "setup.to_mind"; visible: text !== ""; Layout.fillWidth: true; color: Theme.soon; wrapMode: Text.Wrap; text: step.setup.hour.to_mind }
        Field { objectName: "setup.search"; visible: step.setup.offered.searched; Layout.fillWidth: true; hint: qsTr("ui.people.search"); onEdited: text => step.setup.offered.search(text) }

        ScrollList {
            id: people

            objectName: "setup.participants"
            Layout.fillWidth: true
            Layout.fillHeight: true
            model: step.setup.participants
            header: Item {
                width: people.width
                height: step.low ? about.implicitHeight + 8 : 0

                About { id: about; visible: step.low; width: parent.width }
            }

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

    Scroller {
        id: side

        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 1
        contentHeight: column.implicitHeight + 8

        ColumnLayout {
            id: column

            width: parent.width - 12
            spacing: 12

            Panel {
                visible: step.setup.hour.few_people !== ""
                Layout.fillWidth: true
                implicitHeight: few.implicitHeight + 2 * Theme.pad

                ColumnLayout {
                    id: few

                    anchors { fill: parent; margins: Theme.pad }
                    spacing: 12

                    Say { objectName: "setup.few_people"; Layout.fillWidth: true; text: step.setup.hour.few_people; wrapMode: Text.Wrap }
                    Field { id: reason_; objectName: "setup.people_reason"; Layout.fillWidth: true; label: qsTr("ui.setup.people_reason"); error: step.setup.form.errors.people_reason ?? ""; onHasErrorChanged: if (reason_.hasError) side.bring(reason_); onHeightChanged: if (reason_.hasError) side.bring(reason_) }
                }
            }

            GridLayout {
                Layout.fillWidth: true
                Layout.topMargin: step.setup.hour.few_people === "" ? 44 : 0
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
    }

    component About: Say { kind: "caption"; wrapMode: Text.Wrap; text: step.setup.participants.length === 0 ? qsTr("ui.setup.nobody") : qsTr("ui.setup.seats_about") }
}
