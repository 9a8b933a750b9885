// The tiles in seat order, in as many columns as make them read best; where not all can be read at once, on pages, and a strip
// below tells of everybody who is on another one.
pragma ComponentBehavior: Bound
import QtQuick
import Facilitator
import "../components"

Item {
    id: grid

    required property RoomView room
    property bool veiled: false
    property int gap: 12
    property bool folded: false // everybody in the strip: what is typed needs the place
    readonly property var fit: room.arrange(tiles.count, width, height, gap, Theme.factor)
    readonly property int columns: fit.columns
    readonly property int each: fit.each
    readonly property bool paged: folded || fit.pages > 1
    readonly property int band: folded ? Theme.primary : fit.strip
    readonly property int strip: paged ? band + gap : 0
    property int asked: 0
    readonly property int page: Math.min(asked, fit.pages - 1)

    implicitHeight: band
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("room_ui.tiles")

    Grid {
        width: grid.width
        height: grid.height - grid.strip
        columns: Math.max(1, grid.columns)
        spacing: grid.gap

        Repeater {
            id: tiles

            model: grid.room.tiles

            Tile {
                required property int index

                objectName: "tile." + seat
                visible: !grid.folded && Math.floor(index / grid.each) === grid.page
                width: (grid.width - grid.gap * (grid.columns - 1)) / Math.max(1, grid.columns)
                height: (grid.height - grid.strip - grid.gap * (grid.fit.rows - 1)) / Math.max(1, grid.fit.rows)
                veiled: grid.veiled
                onChosenChanged: if (chosen && grid.room.reach === "one") grid.asked = Math.floor(index / grid.each)
                onClicked: grid.room.touch(person)
            }
        }
    }

    Row {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: grid.band
        visible: grid.paged
        spacing: 8

        Repeater {
            id: briefs

            model: grid.paged ? grid.room.tiles : null

            TileBrief {
                required property int index
                readonly property int others: grid.folded ? tiles.count : tiles.count - Math.min(grid.each, tiles.count - grid.page * grid.each)

                objectName: "tile.brief." + seat
                visible: grid.folded || Math.floor(index / grid.each) !== grid.page
                width: (grid.width - 8 * (others - 1)) / Math.max(1, others)
                height: parent.height
                veiled: grid.veiled
                onClicked: { grid.asked = Math.floor(index / grid.each); grid.room.touch(person) }
            }
        }
    }
}
