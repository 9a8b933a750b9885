// The screen in the room: clock and phases above, tiles in seat order, the panel of the one chosen at the right, music below.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: screen

    required property RoomView room
    property bool veiled: false // names and notes are hidden; seats, states, clocks and music stay
    signal dim
    signal veil
    signal another // somebody else takes the screen
    signal home
    signal review
    signal here // who is here: seats and team

    readonly property bool upright: height > width // a tablet held upright: the panel lies below the tiles
    readonly property bool narrow: width < 1200 * Theme.factor
    readonly property bool low: (height < 760 * Theme.factor || upright) && !veiled
    readonly property bool tight: narrow || low
    readonly property int gap: tight ? 8 : 12
    readonly property bool padded: room.section === "vitals" && room.vitals.page !== "put_off" && middle < 480 + 200 * (Theme.factor - 1) // its pad needs the width
    readonly property bool formed: (room.moving.here || ["vitals", "dose", "support", "leave"].includes(room.section)) && middle < 220 * Theme.factor // so does a form, where text is twice as large in the smallest window
    readonly property bool observing: room.section === "observe" && !veiled && !upright
    readonly property real besideWords: observing ? room.space.panel_for(room.observe.count + 2, width - 2 * gap, middle, gap, Theme.factor, Qt.size(Math.max(92 * Theme.factor, longest.advanceWidth + 10), Theme.target + 44 * (Theme.factor - 1)), panel.around) : -1 // 0: there is no place for both; -1: no words are open
    readonly property bool folded: !upright && !veiled && (padded || formed || besideWords === 0) // the tiles wait in their strip
    readonly property rect phasesAt: Qt.rect(gap + top.phases.x, gap + top.phases.y, top.phases.width, top.phases.height) // what must not cover a tile lies there
    readonly property real middle: height - top.height - strip.height - 4 * gap
    readonly property bool under: !veiled && (room.circle.shown || room.everybody.open) // the rules or the leaving board lie over the tiles
    readonly property bool behind: room.emergency.on || under // no key reaches what cannot be seen
    readonly property real covered: veiled ? 0 : Math.max(0, Typing.covered - strip.height - gap) // of tiles and panel, by the keyboard: they keep clear of it

    objectName: "room"
    focus: true
    onVeiledChanged: { // nobody's PIN outlives the sight of who typed it, nor does half of one
        if (veiled) {
            room.hold.let_go();
            room.dose.out.stop();
        }
    }
    Keys.onPressed: event => event.accepted = (event.modifiers & (Qt.ControlModifier | Qt.MetaModifier)) === 0 && !behind && !veiled && screen.room.press(event.text, event.modifiers & Qt.AltModifier)
    Keys.onEscapePressed: back()

    Instantiator { // also while somebody writes: with Alt a digit is no letter
        model: 8

        Shortcut {
            required property int index

            sequence: "Alt+" + (index + 1)
            autoRepeat: false
            enabled: !screen.behind && !screen.veiled
            onActivated: screen.room.press(String(index + 1), true)
        }
    }
    Shortcut { objectName: "keys.undo"; sequences: ["Ctrl+Z"]; autoRepeat: false; enabled: !screen.veiled && screen.room.desk.undo_text !== ""; onActivated: screen.room.desk.undo() }

    function back() { // what lies over the tiles goes first
        if (room.emergency.on)
            return;
        if (!under)
            return room.choose_nobody();
        room.circle.hide_rules();
        room.everybody.show(false);
    }

    Rectangle { anchors.fill: parent; color: Theme.bg }
    TextMetrics { id: longest; font { family: Theme.family; pixelSize: Math.round(17 * Theme.factor) } text: screen.room.observe.longest }

    ColumnLayout {
        anchors { fill: parent; margins: screen.gap }
        spacing: screen.gap

        TopBar {
            id: top

            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredHeight: implicitHeight
            Layout.maximumHeight: implicitHeight
            enabled: !screen.room.emergency.on && (screen.veiled || !screen.room.circle.shown)
            room: screen.room
            tight: screen.narrow
            veiled: screen.veiled
            upright: screen.upright
            onDim: screen.dim()
            onVeil: screen.veil()
            onAnother: screen.another()
            onKeyed: from => panel.enter(from)
        }

        GridLayout {
            id: grid

            enabled: !screen.behind
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.bottomMargin: screen.upright ? screen.covered : 0
            columns: screen.upright || screen.folded ? 1 : 2
            layoutDirection: Theme.handSide
            columnSpacing: screen.gap
            rowSpacing: screen.gap

            ColumnLayout {
                id: tiles

                Layout.bottomMargin: screen.upright || screen.folded ? 0 : screen.covered // every seat keeps its marks in sight, brief where it must be
                spacing: screen.gap

                TileGrid {
                    id: seats

                    objectName: "tiles"
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.minimumHeight: screen.folded ? implicitHeight : 0
                    Layout.maximumHeight: screen.folded ? implicitHeight : -1
                    room: screen.room
                    veiled: screen.veiled
                    gap: screen.gap
                    folded: screen.folded
                    most: screen.middle - screen.gap - panel.least
                }
                LateMarks { Layout.fillWidth: true; late: screen.room.late; veiled: screen.veiled }
            }

            SidePanel {
                id: panel

                Layout.preferredWidth: screen.besideWords > usual ? screen.besideWords : usual
                readonly property real usual: screen.narrow ? Math.min(352 * Theme.factor, screen.width * 0.55) : Math.min(500 * Theme.factor, Math.max(424 * Theme.factor, screen.width * 0.26))
                Layout.preferredHeight: screen.room.section === "room" && Theme.factor > 1.2 ? 190 + 100 * Theme.factor : Math.min(492 * (1 + (Theme.factor - 1) * 0.26), screen.height * 0.467) // upright: as much as its pad needs, and the tile its figures
                Layout.fillWidth: screen.upright || screen.folded
                Layout.fillHeight: !screen.upright
                Layout.bottomMargin: screen.upright ? 0 : screen.covered
                visible: !screen.veiled
                room: screen.room
                tight: screen.tight
                alone: screen.folded
                onHome: screen.home()
                onReview: screen.review()
                onHere: screen.here()
            }
        }

        MusicStrip {
            id: strip

            enabled: !screen.behind
            Layout.fillWidth: true
            Layout.preferredHeight: Math.max(screen.tight ? 64 : 80, told, lines)
            music: screen.room.music
            tight: screen.narrow
            low: screen.tight
            brief: screen.veiled && Theme.factor > 1.4
        }
    }

    readonly property string laid: [folded, panel.width, room.support.stage, room.company.mine].join() // what lies under a finger
    property int settles: Theme.slow // ms
    onLaidChanged: if (settles > 0 && room.person.seat > 0) settling.restart()
    Timer { id: settling; interval: screen.settles }
    Item { // a hand that trembles touches twice: the second time is no touch on what lies in that place now; all others count
        id: touched

        property point at

        anchors.fill: parent

        function felt() {
            if (hand.active)
                at = hand.point.position;
            seats.contains(seats.mapFromItem(touched, at)) ? seats.hold() : seats.rest();
        }

        PointHandler { id: hand; onActiveChanged: touched.felt() }
        MouseArea { x: touched.at.x - width / 2; y: touched.at.y - height / 2; width: 2 * Theme.target; height: width; visible: settling.running }
    }

    Loader {
        anchors.fill: parent
        active: screen.room.emergency.on
        onActiveChanged: if (!active) screen.forceActiveFocus() // the room has the keyboard again
        onLoaded: (item as Item).forceActiveFocus()
        sourceComponent: EmergencyScreen { emergency: screen.room.emergency; veiled: screen.veiled; foot: strip.height; undo: screen.room.desk.undo_text !== "" && !screen.veiled; tight: screen.narrow || screen.height < 760 * Theme.factor }
    }

    Loader { // over everything, for the circle to read
        anchors { fill: parent; bottomMargin: Typing.covered }
        active: screen.room.circle.shown && !screen.veiled && !screen.room.emergency.on
        onActiveChanged: if (!active && !screen.room.emergency.on) screen.forceActiveFocus()
        sourceComponent: CircleScreen { circle: screen.room.circle; onEmergency: screen.room.emergency.begin() }
    }

    Loader { // under the top bar: the clock, the phases and the emergency stay
        anchors { fill: parent; topMargin: screen.gap + top.height; bottomMargin: Typing.covered }
        active: screen.room.everybody.open && !screen.veiled && !screen.room.emergency.on
        onActiveChanged: if (!active && !screen.room.emergency.on) screen.forceActiveFocus()
        sourceComponent: LeavingBoard { board: screen.room.everybody; hold: screen.room.hold; tight: screen.tight; undo: screen.room.desk.undo_text !== "" }
    }
    Connections {
        target: screen.room.everybody

        function onPerson_wanted(person: string) { screen.room.show(person, "leave") }
    }

    UndoBar { // where the music is, or, while the keyboard covers that, where the phases are: on no tile and on nothing that is typed in
        objectName: "undo"
        readonly property bool apart: Typing.covered > 0 && !screen.veiled

        x: Theme.leftHanded ? screen.gap + (apart ? top.phases.x : 0) : parent.width - screen.gap - width - (apart ? top.width - top.phases.x - top.phases.width : 0)
        y: screen.gap + (apart ? top.phases.y : strip.y)
        height: apart ? Math.max(top.phases.height, implicitHeight) : strip.height
        text: screen.veiled ? "" : screen.room.desk.undo_text
        canMove: screen.room.desk.can_move
        seats: screen.room.desk.seats
        widest: apart ? top.phases.width : screen.width - 2 * screen.gap
        over: panel.width
        below: apart
        onUndone: screen.room.desk.undo()
        onWrong: screen.room.desk.wrong_person()
        onMoved: key => screen.room.desk.move_to(key)
    }
}
