// The tiles in seat order, in as many columns as make them read best: whole, or brief where whole ones have no room; where not all
// can be read at once, on pages, and a strip below tells of everybody who is on another one.
pragma ComponentBehavior: Bound
import QtQuick
import Facilitator
import "../components"

Item {
    id: grid

    required property RoomView room
    property bool veiled: false
    property int gap: 12
    property bool folded: false // everybody in a strip: what is typed, or the words, need the place
    property real most: Theme.primary // the height that strip may have
    readonly property int people: everybody.count
    readonly property var band: folded ? room.space.in_a_strip(people, width, most, gap, Theme.factor, words) : null
    readonly property var fit: band ?? room.space.arrange(people, width, height, gap, Theme.factor, words)
    readonly property bool placed: width > 0 // before, each tile would be made twice: once for no room at all
    readonly property bool paged: placed && fit.pages > 1
    readonly property int others: people - Math.min(fit.each, people - page * fit.each) // who are told of below, or at the end of the strip
    readonly property real wide: width - (folded ? (people - fit.each) * (70 + gap) : 0)
    readonly property real high: folded ? fit.strip : height - (paged ? fit.strip + gap : 0)
    property int asked: 0 // who is to be seen, by the place among them
    property bool keyed: false // whoever was chosen was chosen by a key: the tile that takes the place of theirs has the keyboard
    readonly property int page: Math.min(Math.floor(asked / fit.each), fit.pages - 1)

    // Tiles take another place only where no finger is on its way to one: a mark that comes says its word in the place there is,
    // and everybody moves up once the hand has gone elsewhere, or a while after it was lifted.
    property var words: []
    property bool held: false
    property int lingers: 10 * Theme.slow // ms
    Binding on words { value: grid.room.space.words; when: !grid.held; restoreMode: Binding.RestoreNone }
    Timer { id: lately; interval: grid.lingers; onTriggered: grid.held = false } // never within the touch itself: what is touched would be gone before it is lifted

    Connections {
        target: Typing

        function onCoveredChanged() { grid.keyed = false } // what is typed keeps the keyboard
    }

    implicitHeight: band?.strip ?? Theme.primary
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("room_ui.tiles")

    function hold() { // a finger is here, or was; one that rests holds nothing for longer
        held = true;
        lately.restart();
    }

    function rest() { // the hand is elsewhere
        held = false;
    }

    function shows(index: int): bool {
        return Math.floor(index / fit.each) === page;
    }

    function follow(index: int) { // whom one chooses is on the page
        if (room.reach === "one")
            asked = index;
    }

    function choose(tile: var) {
        keyed = tile.visualFocus;
        room.touch(tile.person);
    }

    function keep(tile: var) {
        if (keyed && Typing.covered === 0 && tile.chosen)
            tile.forceActiveFocus(Qt.TabFocusReason);
    }

    Repeater { id: everybody; model: grid.room.tiles; Item {} }
    Grid {
        columns: Math.max(1, grid.fit.columns)
        spacing: grid.gap

        Repeater {
            model: grid.placed && !grid.fit.brief ? grid.room.tiles : null

            Tile {
                required property int index

                objectName: "tile." + seat
                visible: grid.shows(index)
                width: (grid.wide - grid.gap * (grid.fit.columns - 1)) / grid.fit.columns
                height: (grid.high - grid.gap * (grid.fit.rows - 1)) / grid.fit.rows
                veiled: grid.veiled
                Component.onCompleted: grid.keep(this)
                onClicked: grid.choose(this)
            }
        }
        Repeater {
            model: grid.placed && grid.fit.brief ? grid.room.tiles : null

            TileBrief {
                required property int index

                objectName: "tile." + seat
                visible: grid.shows(index)
                width: (grid.wide - grid.gap * (grid.fit.columns - 1)) / grid.fit.columns
                height: (grid.high - grid.gap * (grid.fit.rows - 1)) / grid.fit.rows
                veiled: grid.veiled
                Component.onCompleted: { if (chosen) grid.follow(index); grid.keep(this); }
                onChosenChanged: if (chosen) grid.follow(index)
                onClicked: grid.choose(this)
            }
        }
    }

    Row {
        anchors { right: parent.right; bottom: parent.bottom }
        height: grid.fit.strip
        visible: grid.paged
        spacing: grid.gap

        Repeater {
            model: grid.paged ? grid.room.tiles : null

            TileElsewhere {
                required property int index

                objectName: "tile.brief." + seat
                visible: !grid.shows(index)
                width: grid.folded ? 70 : (grid.width - grid.gap * (grid.others - 1)) / Math.max(1, grid.others)
                height: parent.height
                veiled: grid.veiled
                onClicked: { grid.asked = index; grid.room.touch(person) }
            }
        }
    }
}
