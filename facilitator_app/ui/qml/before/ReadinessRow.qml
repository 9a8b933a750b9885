// One person of the board: seat and name, how many matters are ready, and a field for each.
pragma ComponentBehavior: Bound
import QtQuick
import "../components"

Row {
    id: row

    required property var modelData
    required property real names
    required property real cell
    signal opened(string person, string matter)

    spacing: Theme.gap

    Column {
        width: row.names
        anchors.verticalCenter: parent.verticalCenter

        Say { objectName: "readiness.name." + row.modelData.seat; width: parent.width; kind: "strong"; text: row.modelData.seat + "  " + row.modelData.name }
        Say { objectName: "readiness.of." + row.modelData.seat; width: parent.width; kind: "caption"; figures: true; color: row.modelData.ready ? Theme.settled : Theme.mid; text: row.modelData.of }
    }

    Row {
        Repeater {
            model: row.modelData.cells

            Item {
                id: place

                required property var modelData

                width: row.cell
                height: Theme.target + 8

                MatterButton {
                    objectName: "readiness." + row.modelData.seat + "." + place.modelData.matter
                    anchors.centerIn: parent
                    width: Math.max(Theme.target, row.cell - 8)
                    matter: place.modelData
                    onClicked: row.opened(row.modelData.person, place.modelData.matter)
                }
            }
        }
    }
}
