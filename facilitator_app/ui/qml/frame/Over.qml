// What may lie over any screen: who is here, a PIN, the keys, the file picker; and the window for a screen across the room.
pragma ComponentBehavior: Bound
import QtQuick
import Facilitator
import "../components"
import "../glance"

Item {
    id: over

    required property Shell shell
    readonly property bool calls: shell.still_open.there && !["unlock", "first_start", "starting"].includes(shell.screen)

    function call() {
        shell.sheets.keys.press(Qt.Key_F8, shell.screen);
    }

    Loader { // each is made when it is first needed
        readonly property bool wanted: over.shell.sheets.here.open

        anchors.fill: parent
        active: false
        onWantedChanged: if (wanted) active = true

        sourceComponent: HereSheet {
            objectName: "here"
            here: over.shell.sheets.here
            calls: over.calls
            onCalled: over.call()
            onPin: over.shell.sheets.pin.show()
            onGlance: over.shell.glance.turn()
            onLooks: over.shell.appearance.show()
        }
    }

    Loader {
        readonly property bool wanted: over.shell.sheets.pin.open

        anchors.fill: parent
        active: false
        onWantedChanged: if (wanted) active = true

        sourceComponent: PinSheet {
            objectName: "pin"
            pin: over.shell.sheets.pin
            calls: over.calls
            onCalled: over.call()
        }
    }

    Loader {
        readonly property bool wanted: over.shell.sheets.passphrase.open

        anchors.fill: parent
        active: false
        onWantedChanged: if (wanted) active = true

        sourceComponent: PassphraseSheet { change: over.shell.sheets.passphrase; calls: over.calls; onCalled: over.call() }
    }

    Loader {
        readonly property bool wanted: over.shell.sheets.keys.open

        anchors.fill: parent
        active: false
        onWantedChanged: if (wanted) active = true

        sourceComponent: KeysSheet {
            objectName: "keys"
            keys: over.shell.sheets.keys
            calls: over.calls
            onCalled: over.call()
        }
    }

    Loader {
        readonly property bool wanted: over.shell.appearance.open

        anchors.fill: parent
        active: false
        onWantedChanged: if (wanted) active = true

        sourceComponent: AppearanceSheet {
            objectName: "looks"
            appearance: over.shell.appearance
            calls: over.calls
            onCalled: over.call()
        }
    }

    Loader {
        readonly property bool wanted: over.shell.sheets.chart.open

        anchors.fill: parent
        active: false
        onWantedChanged: if (wanted) active = true

        sourceComponent: ChartSheet { chart: over.shell.sheets.chart; calls: over.calls; onCalled: over.call() }
    }

    Loader { // a window of its own
        active: over.shell.glance.open

        sourceComponent: GlanceWindow {
            glance: over.shell.glance
            veiled: over.shell.veil.is_down
        }
    }

    Loader {
        readonly property bool asking: over.shell.files.asking

        anchors.fill: parent
        active: false
        onAskingChanged: if (asking) active = true

        sourceComponent: FilePickerSheet {
            objectName: "files"
            picker: over.shell.files
            calls: over.calls
            onCalled: over.call()
        }
    }
}
