// Who is here while the session runs: seats on the right, who comes late and the team on the left.  Each touch is a line.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property Here here

    open: here.open
    title: qsTr("ui.here.title")
    sheetWidth: 1120
    tall: true
    onClosed: here.close()
    signal pin
    signal glance
    signal looks
    actions: [
        Button { objectName: "here.looks"; glyph: "settings"; text: qsTr("appearance.title"); onClicked: { sheet.closed(); sheet.looks() } },
        Button { objectName: "here.glance"; glyph: "seen"; text: qsTr("ui.keys.glance_title"); onClicked: { sheet.closed(); sheet.glance() } },
        Button { objectName: "here.pin"; glyph: "key"; text: qsTr("ui.pin.mine"); onClicked: { sheet.closed(); sheet.pin() } }
    ]

    GridLayout {
        readonly property bool slim: sheet.width < 900 * Theme.factor // one below the other

        Layout.fillWidth: true
        Layout.fillHeight: true
        columns: slim ? 1 : 2
        columnSpacing: Theme.pad + 8
        rowSpacing: Theme.gap

        Scroller {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            Layout.minimumHeight: (parent as GridLayout).slim ? lists.implicitHeight : 0
            contentHeight: lists.implicitHeight

            ColumnLayout {
                id: lists

                width: parent.width
                spacing: 8

                Say { kind: "title"; text: qsTr("ui.here.late") }
                Field { id: find; objectName: "here.search"; visible: sheet.here.offered.searched; Layout.fillWidth: true; hint: qsTr("ui.people.search"); onEdited: text => sheet.here.offered.search(text); onVisibleChanged: text = "" }
                Say { visible: sheet.here.coming.length === 0; Layout.fillWidth: true; color: Theme.mid; wrapMode: Text.Wrap; text: qsTr("ui.here.everybody") }

                Repeater {
                    model: sheet.here.coming

                    ListRow {
                        id: late

                        required property var modelData

                        objectName: "here.person." + modelData.name
                        Layout.fillWidth: true
                        glyph: "person"
                        text: modelData.name
                        note: modelData.note
                        onClicked: sheet.here.seat(modelData.id)

                        Carry { sideways: true; person: late.modelData.id; name: late.modelData.name }
                    }
                }

                Say { Layout.topMargin: 12; kind: "title"; text: qsTr("ui.here.team") }

                Repeater {
                    model: sheet.here.team

                    Choice {
                        required property var modelData

                        objectName: "here.staff." + modelData.name
                        Layout.fillWidth: true
                        many: true
                        text: modelData.name
                        note: modelData.note
                        chosen: modelData.present
                        onClicked: sheet.here.toggle_staff(modelData.id)
                    }
                }
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.fillHeight: true
            spacing: 12

            Say { objectName: "here.asked"; Layout.fillWidth: true; Layout.minimumHeight: 52; color: Theme.mid; wrapMode: Text.Wrap; text: sheet.here.asked }

            GridLayout {
                Layout.fillWidth: true
                Layout.fillHeight: true
                columns: 2
                columnSpacing: Theme.near
                rowSpacing: Theme.near
                uniformCellWidths: true

                Repeater {
                    model: sheet.here.seats

                    Seat {
                        id: place

                        required property var modelData

                        objectName: "here.seat." + modelData.seat
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        Layout.minimumHeight: Theme.target
                        Layout.maximumHeight: 96
                        seat: modelData.seat
                        name: modelData.name
                        chosen: modelData.next || area.containsDrag
                        onClicked: sheet.here.touch_seat(modelData.seat)

                        DropArea { id: area; anchors.fill: parent; keys: ["person"]; onDropped: drop => sheet.here.put((drop.source as Carried).person, place.modelData.seat) }
                        Carry { person: place.modelData.person; name: place.modelData.name }
                    }
                }
            }
            Item { Layout.fillHeight: true; Layout.preferredHeight: 0 }
        }
    }

    FieldError { objectName: "here.error"; Layout.fillWidth: true; text: sheet.here.form.general }
}
