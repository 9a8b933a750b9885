// The last step: the marked seat takes the person touched next.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
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

        ListView {
            objectName: "setup.participants"
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            spacing: 8
            boundsBehavior: Flickable.StopAtBounds
            model: step.setup.participants

            delegate: ListRow {
                required property var modelData

                objectName: "setup.person." + modelData.name
                width: ListView.view.width
                glyph: modelData.seat > 0 ? "seat" : "person"
                text: modelData.name
                note: modelData.note
                aside: modelData.seat > 0 ? qsTr("ui.setup.seat_of").arg(modelData.seat) : ""
                onClicked: step.setup.toggle_person(modelData.id)
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

            T.AbstractButton {
                id: seat

                required property var modelData
                readonly property string who: modelData.name === "" ? qsTr("ui.setup.free") : modelData.name

                objectName: "setup.seat." + modelData.seat
                Layout.fillWidth: true
                implicitWidth: 200
                implicitHeight: 96
                focusPolicy: Qt.StrongFocus
                onClicked: step.setup.point_at(modelData.seat)
                Keys.onReturnPressed: seat.click()

                Accessible.role: Accessible.RadioButton
                Accessible.name: qsTr("ui.setup.seat").arg(modelData.seat) + ", " + who
                Accessible.checked: modelData.next

                background: Panel {
                    color: seat.modelData.next ? Theme.raised : Theme.surface
                    border.width: seat.visualFocus ? Theme.focusLine : seat.modelData.next ? 2 : 1
                    border.color: seat.visualFocus ? Theme.hi : seat.modelData.next ? Theme.accent : Theme.line
                }

                contentItem: Item {
                    Say { x: 20; anchors.verticalCenter: parent.verticalCenter; kind: "seat"; text: seat.modelData.seat; color: seat.modelData.name === "" ? Theme.low : Theme.hi; Accessible.ignored: true }
                    Say { x: 72; width: parent.width - x - 12; anchors.verticalCenter: parent.verticalCenter; kind: seat.modelData.name === "" ? "body" : "strong"; color: seat.modelData.name === "" ? Theme.low : Theme.hi; text: seat.who; Accessible.ignored: true }
                }
            }
        }
    }
}
