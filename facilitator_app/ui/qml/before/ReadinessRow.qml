// One person of the board: seat and name, how many matters are ready, a field for each, and what is to be minded of them.
pragma ComponentBehavior: Bound
import QtQuick
import "../components"

Column {
    id: row

    required property var modelData
    required property real names
    required property real cell
    property list<string> headings: [] // beside each shape, where there are no columns
    readonly property bool slim: headings.length > 0
    signal opened(string person, string matter)

    bottomPadding: slim ? Theme.gap : 0

    Grid {
        columns: row.slim ? 1 : 2
        spacing: row.slim ? Theme.near : Theme.gap
        verticalItemAlignment: Grid.AlignVCenter

        Column {
            width: row.slim ? row.width : row.names

            Say { objectName: "readiness.name." + row.modelData.seat; width: parent.width; kind: "strong"; text: row.modelData.seat + "  " + row.modelData.name }
            Say { objectName: "readiness.of." + row.modelData.seat; width: parent.width; kind: "caption"; figures: true; color: row.modelData.ready ? Theme.settled : Theme.mid; text: row.modelData.of }
        }

        Flow {
            width: row.slim ? row.width : row.cell * row.modelData.cells.length + 1
            spacing: row.slim ? Theme.near : 0

            Repeater {
                model: row.modelData.cells

                Item {
                    id: place

                    required property var modelData
                    required property int index

                    width: row.slim ? matter.implicitWidth : row.cell
                    height: row.slim ? matter.implicitHeight : Theme.target + 8

                    MatterButton {
                        id: matter

                        objectName: "readiness." + row.modelData.seat + "." + place.modelData.matter
                        anchors.centerIn: parent
                        width: row.slim ? implicitWidth : Math.max(Theme.target, row.cell - 8)
                        label: row.headings[place.index] ?? ""
                        matter: place.modelData
                        onClicked: row.opened(row.modelData.person, place.modelData.matter)
                    }
                }
            }
        }
    }

    Say { objectName: "readiness.mind." + row.modelData.seat; visible: text !== ""; width: parent.width; wrapMode: Text.Wrap; color: Theme.soon; text: row.modelData.mind }
}
