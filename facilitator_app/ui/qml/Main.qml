// The window: banners above, one screen below, the file picker and the veil's sign-in over it.  Dark from the first frame.
pragma ComponentBehavior: Bound
import QtQuick
import Facilitator
import "components"
import "frame"
import "glance"
import "start"

Window {
    id: win

    required property Shell shell
    property bool still: false

    visible: true
    minimumWidth: Screen.height >= Screen.width ? 800 : 1024 // a tablet held upright
    minimumHeight: 640
    title: "Facilitator"
    color: Theme.bg
    onClosing: win.shell.quit()

    Binding { target: Theme; property: "level"; value: win.shell.level }
    Binding { target: Theme; property: "still"; value: win.still }

    Banners {
        id: banners

        objectName: "banners"
        anchors { left: parent.left; right: parent.right; top: parent.top; leftMargin: Theme.gap; rightMargin: Theme.gap; topMargin: count > 0 ? 8 : 0 }
        rows: win.shell.notices.rows
        onActed: key => win.shell.notices.act(key)
        onDismissed: key => win.shell.notices.dismiss(key)
    }

    Loader {
        id: screen

        objectName: "screen"
        anchors { left: parent.left; right: parent.right; top: banners.bottom; bottom: open.top }
        focus: true
        onStatusChanged: if (status === Loader.Error) win.shell.lost()
        Keys.onPressed: event => event.accepted = win.shell.sheets.keys.press(event.key, win.shell.screen)
        onLoaded: { (item as Item).forceActiveFocus(); if (shown && !win.still) appear.restart(); shown = true }

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

    OpenBar {
        id: open

        objectName: "open"
        anchors { left: parent.left; right: parent.right; bottom: veil.top }
        session: win.shell.still_open
        shown: session.there && !["room", "unlock", "first_start", "starting"].includes(win.shell.screen)
    }

    Connections {
        target: win.shell

        function onScreen_changed() { screen.show() }
    }

    Connections { // what a screen asks of its frame
        target: screen.item
        ignoreUnknownSignals: true

        function onHome() { win.shell.go("home") }
        function onRoom() { win.shell.go("room") }
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

    Loader { // made when it is first needed, as the file picker is
        id: veil

        readonly property bool wanted: win.shell.veil.is_down && win.shell.screen === "room"

        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: wanted && item ? (item as Item).implicitHeight : 0
        active: false
        onWantedChanged: if (wanted) active = true; else if (screen.item) (screen.item as Item).forceActiveFocus() // the room has the keyboard again

        sourceComponent: VeilBar {
            unlock: win.shell.unlock
            shown: veil.wanted
        }
    }

    Loader {
        readonly property bool wanted: win.shell.sheets.here.open

        anchors.fill: parent
        active: false
        onWantedChanged: if (wanted) active = true

        sourceComponent: HereSheet {
            objectName: "here"
            here: win.shell.sheets.here
            onPin: win.shell.sheets.pin.show()
            onGlance: win.shell.glance.turn()
        }
    }

    Loader {
        readonly property bool wanted: win.shell.sheets.pin.open

        anchors.fill: parent
        active: false
        onWantedChanged: if (wanted) active = true

        sourceComponent: PinSheet {
            objectName: "pin"
            pin: win.shell.sheets.pin
        }
    }

    Loader {
        readonly property bool wanted: win.shell.sheets.keys.open

        anchors.fill: parent
        active: false
        onWantedChanged: if (wanted) active = true

        sourceComponent: KeysSheet {
            objectName: "keys"
            keys: win.shell.sheets.keys
        }
    }

    Loader { // a window of its own
        active: win.shell.glance.open

        sourceComponent: GlanceWindow {
            glance: win.shell.glance
            veiled: win.shell.veil.is_down
        }
    }

    Loader {
        readonly property bool asking: win.shell.files.asking

        anchors.fill: parent
        active: false
        onAskingChanged: if (asking) active = true

        sourceComponent: FilePickerSheet {
            objectName: "files"
            picker: win.shell.files
        }
    }
}
