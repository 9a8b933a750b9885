// What plays: piece, phase, time left, what comes; fade, skip and level.  Trouble with the sound says what to do, in the same place.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Panel {
    id: strip

    required property MusicBar music
    property bool tight: false
    readonly property bool held: music.stage === "faded"
    readonly property bool canFade: music.stage === "playing" || held

    RowLayout {
        anchors { fill: parent; leftMargin: 12; rightMargin: 12 }
        spacing: strip.tight ? 8 : 12

        Button {
            objectName: "music.fade"
            visible: strip.canFade
            kind: strip.tight ? "round" : "quiet"
            glyph: strip.held ? "fade-in" : "fade-out"
            chosen: strip.held
            text: strip.held ? qsTr("room_ui.fade_in") : qsTr("room_ui.fade_out")
            onClicked: strip.held ? strip.music.fade_in() : strip.music.fade_out()
        }
        Button { objectName: "music.skip"; visible: strip.music.stage === "playing"; kind: "round"; glyph: "skip"; text: qsTr("room_ui.skip"); onClicked: strip.music.skip() }
        Button { objectName: "music.begin"; visible: strip.music.stage === "idle"; glyph: "play"; text: qsTr("room_ui.music_begin"); onClicked: strip.music.begin() }
        Glyph { visible: strip.music.trouble !== ""; glyphName: "mute"; color: Theme.attention }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 260
            spacing: 0

            Say { objectName: "music.title"; Layout.fillWidth: true; kind: "strong"; text: strip.music.title }
            Say {
                objectName: "music.about"
                Layout.fillWidth: true
                visible: text !== ""
                kind: "caption"
                color: strip.music.trouble === "" ? Theme.mid : Theme.attention
                text: strip.music.trouble === "" ? strip.music.about : strip.music.trouble
            }
        }

        Item {
            Layout.fillWidth: true
            Layout.preferredWidth: 320
            Layout.fillHeight: true
            visible: strip.canFade

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width
                height: 8
                radius: 4
                color: Theme.line

                Rectangle { width: parent.width * strip.music.share; height: parent.height; radius: 4; color: Theme.low }
            }
        }
        Say { objectName: "music.left"; visible: strip.canFade; figures: true; color: Theme.mid; text: strip.music.left; Accessible.name: qsTr("room_ui.left") + " " + text }
        Say {
            objectName: "music.next"
            visible: !strip.tight && strip.canFade && text !== ""
            Layout.maximumWidth: 220
            kind: "caption"
            text: strip.music.upcoming
        }
        Button { objectName: "music.quieter"; visible: strip.music.stage !== "none"; kind: "round"; glyph: "minus"; text: qsTr("room_ui.quieter"); onClicked: strip.music.change_level(-1) }
        Say { objectName: "music.level"; visible: strip.music.stage !== "none"; Layout.preferredWidth: 62; horizontalAlignment: Text.AlignHCenter; figures: true; kind: "caption"; text: strip.music.level }
        Button { objectName: "music.louder"; visible: strip.music.stage !== "none"; kind: "round"; glyph: "plus"; text: qsTr("room_ui.louder"); onClicked: strip.music.change_level(1) }
    }
}
