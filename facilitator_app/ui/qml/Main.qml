// The window: one screen, banners over its edge, the file picker and the veil's sign-in over it.  Dark from the first frame.
pragma ComponentBehavior: Bound
import QtQuick
import Facilitator
import "components"
import "frame"
import "keyboard"

Window {
    id: win

    required property Shell shell
    property bool still: false
    readonly property real lowered: shell.screen === "room" && banners.kept > 0 ? Math.max(1, height / 640) : 2 // room made for a trouble is taken from the tiles
    readonly property bool covered: shell.veil.is_down && shell.screen !== "room" // the room hides its names itself and goes on

    readonly property bool urgent: banners.room?.room.emergency.on ?? false // full light until it is over

    visible: true
    minimumWidth: Screen.height >= Screen.width ? 800 : 1024 // a tablet held upright
    minimumHeight: 640
    title: "Facilitator"
    color: Theme.bg
    onClosing: win.shell.quit()

    Binding { target: Theme; property: "level"; value: win.urgent ? "light" : win.shell.level }
    Binding { target: Theme; property: "still"; value: win.still }
    Binding { target: Theme; property: "factor"; value: Math.min(win.shell.appearance.factor, win.lowered) }
    Binding { target: Theme; property: "leftHanded"; value: win.shell.appearance.left_handed }
    Binding { target: Theme; property: "mirrored"; value: win.shell.appearance.right_to_left }
    LayoutMirroring.enabled: win.shell.appearance.right_to_left
    LayoutMirroring.childrenInherit: true

    Shortcut { objectName: "keys.larger"; sequences: ["Ctrl++", "Ctrl+="]; context: Qt.ApplicationShortcut; onActivated: win.shell.appearance.step(1) }
    Shortcut { objectName: "keys.smaller"; sequences: ["Ctrl+-"]; context: Qt.ApplicationShortcut; onActivated: win.shell.appearance.step(-1) }
    Shortcut { objectName: "keys.usual"; sequences: ["Ctrl+0"]; context: Qt.ApplicationShortcut; onActivated: win.shell.appearance.step(0) }

    Loader {
        id: screen

        objectName: "screen"
        visible: !win.covered // what is covered hears no key
        anchors { left: parent.left; right: parent.right; top: parent.top; topMargin: banners.kept; bottom: open.top; bottomMargin: win.shell.screen === "room" ? -Typing.covered : 0 } // the room's tiles stay where they are
        focus: true
        onStatusChanged: if (status === Loader.Error) win.shell.lost()
        Keys.onPressed: event => event.accepted = win.shell.is_settled && win.shell.sheets.keys.press(event.key, win.shell.screen)
        onLoaded: { ((veil.wanted && veil.item ? veil.item : item) as Item).forceActiveFocus(); if (shown && !win.still) appear.restart(); shown = true }

        property bool shown: false // the first page is there at once: what comes up slowly is what changes

        function show() {
            setSource(win.shell.source, win.shell.properties);
        }

        NumberAnimation { id: appear; target: screen; property: "opacity"; from: 0; to: 1; duration: Theme.quick }
        Component.onCompleted: show()
    }

    Loader { // instead of a screen that could not be drawn
        anchors.fill: screen
        active: screen.status === Loader.Error
        onLoaded: (item as Item).forceActiveFocus()

        sourceComponent: LostScreen {
            onAgain: screen.show()
            onHome: { win.shell.go("home"); screen.show() }
        }
    }

    Banners { // they come over the screen and leave its things where they are; room is made when it is asked for, or with the next screen
        id: banners

        property real kept: 0
        property int placed: 0 // for how many of them room was made
        property bool making: false // until one comes or goes the room made follows their height
        readonly property var room: screen.item && screen.item.objectName === "room" ? screen.item : null
        readonly property rect place: brief && kept === 0 ? room.phasesAt : Qt.rect(Theme.gap, 8, win.width - 2 * Theme.gap, kept - 8)

        function make() {
            placed = count;
            making = true;
            Qt.callLater(keep);
        }

        function keep() {
            if (making)
                kept = count > 0 ? height + 8 : 0;
        }

        objectName: "banners"
        x: place.x
        y: place.y
        width: place.width
        brief: room !== null && count > placed // clock, emergency and tiles stay free
        most: place.height
        over: brief || kept < height
        rows: win.shell.notices.rows
        onHeightChanged: keep()
        onCountChanged: { making = false; placed = Math.min(placed, count) }
        onRoomWanted: make()
        onActed: key => win.shell.notices.act(key)
        onDismissed: key => win.shell.notices.dismiss(key)
    }

    Column { // in the place of a screen that is covered
        objectName: "covered"
        visible: win.covered
        anchors.centerIn: screen
        spacing: Theme.near

        Glyph { anchors.horizontalCenter: parent.horizontalCenter; glyphName: "veil"; color: Theme.low }
        Say { anchors.horizontalCenter: parent.horizontalCenter; color: Theme.mid; text: qsTr("ui.veil.title") }
    }

    Connections {
        target: win.shell.veil

        function onChanged() { banners.make() }
    }

    Loader {
        id: open

        active: win.shell.still_open.there && !["room", "unlock", "first_start", "starting"].includes(win.shell.screen)
        anchors { left: parent.left; right: parent.right; bottom: veil.top }
        height: item ? (item as Item).implicitHeight : 0

        sourceComponent: OpenBar {
            objectName: "open"
            session: win.shell.still_open
            shown: true
        }
    }

    Connections {
        target: win.shell

        function onScreen_changed() { screen.show(); banners.make() }
    }

    Connections { // what a screen asks of its frame
        target: screen.item
        ignoreUnknownSignals: true

        function onHome() { win.shell.go("home") }
        function onRoom() { win.shell.go("room") }
        function onLed(where, person) { win.shell.lead(where, person) }
        function onBegun(session) { win.shell.begin(session) }
        function onReview() { win.shell.go("review") }
        function onHandoff() { win.shell.go("handoff") }
        function onHere() { win.shell.sheets.here.show() }
        function onDim() { win.shell.dim() }
        function onAnother() { win.shell.veil.another() }
        function onVeil() { win.shell.veil.drop() }
        function onLock() { win.shell.lock() }
    }

    Binding {
        target: screen.item && screen.item.objectName === "room" ? screen.item : null
        property: "veiled"
        value: win.shell.veil.is_down
    }

    Loader { // made when it is first needed
        id: veil

        readonly property bool wanted: win.shell.veil.is_down && !["unlock", "first_start", "starting"].includes(win.shell.screen)

        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; bottomMargin: Typing.covered }
        height: wanted && item ? (item as Item).implicitHeight : 0
        Keys.onPressed: event => event.accepted = event.key === Qt.Key_F8 && win.shell.sheets.keys.press(event.key, win.shell.screen) // an emergency is one key wherever the keyboard is
        onWantedChanged: {
            if (wanted && !item)
                setSource("start/VeilBar.qml", { unlock: win.shell.unlock, chart: win.shell.sheets.chart });
            else if (!wanted && screen.item)
                (screen.item as Item).forceActiveFocus(); // it has the keyboard again
        }
    }

    Binding { target: veil.item; property: "shown"; value: veil.wanted; when: veil.item !== null }

    Loader { // after the first frame: the way in does not wait for what may lie over it
        readonly property bool wanted: win.shell.is_settled

        function show() {
            if (wanted)
                setSource("frame/Over.qml", { shell: win.shell });
        }

        anchors { fill: parent; bottomMargin: Typing.covered }
        Keys.onPressed: event => event.accepted = event.key === Qt.Key_F8 && win.shell.sheets.keys.press(event.key, win.shell.screen)
        onWantedChanged: show()
        Component.onCompleted: show()
    }

    Loader { // made when it is first needed
        id: board

        readonly property Keyboard keyboard: win.shell.is_settled ? win.shell.sheets.keyboard : null
        readonly property bool up: keyboard ? keyboard.up : false

        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        active: false
        onUpChanged: if (up) active = true

        sourceComponent: KeyboardBoard { keyboard: board.keyboard; windowHeight: win.height }
    }

    Binding { target: Typing; property: "covered"; value: board.up ? board.height : 0 }
    Binding { target: Typing; property: "away"; value: board.keyboard ? board.keyboard.away : false }
    Connections {
        target: Typing

        function onCalled() { board.keyboard.call() }
    }
}
