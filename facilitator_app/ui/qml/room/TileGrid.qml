// The tiles in seat order, in as many columns as make them read best.
pragma ComponentBehavior: Bound
import QtQuick
import Facilitator

Item {
    id: grid

    required property RoomView room
    property bool veiled: false
    property int gap: 12
    readonly property int columns: room.columns(tiles.count, width, height, gap)
    readonly property int rows: Math.ceil(tiles.count / Math.max(1, columns))

    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("room_ui.tiles")

    Grid {
        anchors.fill: parent
        columns: Math.max(1, grid.columns)
        spacing: grid.gap

        Repeater {
            id: tiles

            model: grid.room.tiles

            Tile {
                objectName: "tile." + seat
                width: (grid.width - grid.gap * (grid.columns - 1)) / Math.max(1, grid.columns)
                height: (grid.height - grid.gap * (grid.rows - 1)) / Math.max(1, grid.rows)
                veiled: grid.veiled
                onClicked: grid.room.touch(person)
            }
        }
    }
}
