// The rest of the music, one touch from the strip: the phase and its end, hold, return early, the bed, what comes, the loudspeaker.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Panel {
    id: panel

    required property MusicBar music
    property bool tight: false
    property bool told: false // what plays is told here: the strip has no room for all of it
    readonly property MusicPhase phase: music.phase

    height: column.implicitHeight + 2 * Theme.pad
    color: Theme.raised
    border { width: 1.5; color: Theme.controlLine }

    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("music_bar.more")

    TapHandler { gesturePolicy: TapHandler.WithinBounds } // what lies behind is not touched
    HoverHandler {}

    ColumnLayout {
        id: column

        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Theme.pad }
        spacing: Theme.near

        Say { objectName: "music.panel.title"; visible: panel.told; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: panel.music.title }
        Say { objectName: "music.panel.about"; visible: panel.told; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: panel.music.about }
        RowLayout {
            spacing: Theme.gap

            Say { objectName: "music.phase"; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: panel.phase.name }
            Say { objectName: "music.phase.left"; figures: true; text: panel.phase.left }
        }
        Say { objectName: "music.phase.ends"; Layout.fillWidth: true; kind: "caption"; color: Theme.mid; wrapMode: Text.Wrap; text: panel.phase.ends }

        RowLayout {
            visible: !panel.phase.bed
            Layout.fillWidth: true
            spacing: Theme.near

            Button { objectName: "music.hold"; Layout.fillWidth: true; enabled: panel.phase.can_hold; glyph: "clock"; text: panel.phase.hold_text; onClicked: panel.phase.hold() }
            Button { objectName: "music.return"; Layout.fillWidth: true; enabled: panel.phase.can_return; glyph: "arrow-down"; text: qsTr("music_bar.return_early"); onClicked: panel.phase.return_early() }
        }
        Button {
            objectName: "music.bed"
            Layout.fillWidth: true
            enabled: panel.phase.bed || panel.phase.can_bed
            glyph: "rest"
            chosen: panel.phase.bed
            text: panel.phase.bed ? qsTr("music_bar.bed_end") : qsTr("music_bar.bed")
            onClicked: panel.phase.bed ? panel.phase.end_bed() : panel.phase.play_bed()
        }
        Say { objectName: "music.panel.next"; Layout.fillWidth: true; visible: text !== ""; kind: "caption"; color: Theme.mid; wrapMode: Text.Wrap; text: [panel.music.by, panel.music.upcoming].filter(part => part !== "").join(" · ") }
        Say {
            objectName: "music.panel.device"
            Layout.fillWidth: true
            visible: text !== ""
            kind: "caption"
            color: Theme.mid
            wrapMode: Text.Wrap
            text: [panel.phase.device, panel.phase.ceiling].filter(part => part !== "").join(" · ")
        }
    }
}
