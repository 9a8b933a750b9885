// What plays: piece, phase, time left, what comes; fade, skip, speak, level, and the rest in a panel above.  Trouble says what to do, in the same place.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Facilitator
import "../components"

Panel {
    id: strip

    required property MusicBar music
    property bool tight: false
    property bool low: false
    property bool open: false // the panel above
    property bool brief: false // the piece alone
    readonly property bool held: music.stage === "faded"
    readonly property bool canFade: music.stage === "playing" || held
    readonly property bool offers: music.phase.offer !== ""
    readonly property bool stacked: (canFade || music.stage === "idle") && width < 400 * Theme.factor // what plays is told above its acts
    readonly property real told: music.trouble === "" ? 0 : lines + 4 // what to do is read whole
    readonly property real lines: stacked ? above.implicitHeight + Theme.target + 4 : words.implicitHeight + 8
    readonly property bool crammed: offers && width < 480 * Theme.factor // the piece and its skip wait until the question is answered
    readonly property real spare: width - 24 - (fade.visible ? fade.implicitWidth + row.spacing : 0) - 5 * (Theme.target + row.spacing) - (crammed ? 0 : 2 * (Theme.target + row.spacing)) // for the offer, beside what stands with it
    readonly property bool full: offers && width < 900 * Theme.factor // what is told gives way to what is asked

    Keys.onEscapePressed: event => { event.accepted = strip.open; strip.open = false; }

    Connections { // Tab leads on to nothing that the panel covers
        target: strip.open ? strip.Window.window : null

        function onActiveFocusItemChanged() { strip.leave(strip.Window.window.activeFocusItem as T.Control) }
    }

    function leave(to: T.Control) {
        let at = to as Item;
        while (at && at !== strip)
            at = at.parent;
        if (to && !at && to.focusReason === Qt.TabFocusReason)
            open = false;
    }

    ColumnLayout {
        anchors { fill: parent; leftMargin: 12; rightMargin: 12; bottomMargin: strip.stacked ? 4 : 0 }
        spacing: 0

        MusicWords { id: above; visible: strip.stacked; across: true; music: strip.music; low: strip.low; brief: strip.brief }
        RowLayout {
            id: row

            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: strip.tight ? 8 : 12

            Button {
                id: fade

                objectName: "music.fade"
                visible: strip.canFade
                kind: strip.tight ? "round" : "quiet"
                glyph: strip.held ? "fade-in" : "fade-out"
                chosen: strip.held
                text: strip.held ? qsTr("room_ui.fade_in") : qsTr("room_ui.fade_out")
                onClicked: strip.held ? strip.music.fade_in() : strip.music.fade_out()
            }
            Button {
                objectName: "music.duck"
                visible: strip.music.stage === "playing"
                kind: "round"
                glyph: "voice"
                chosen: strip.music.ducked
                text: strip.music.ducked ? qsTr("music_bar.unduck") : qsTr("music_bar.duck")
                onClicked: strip.music.duck()
            }
            Button { objectName: "music.skip"; visible: strip.music.stage === "playing" && !strip.crammed; kind: "round"; glyph: "skip"; text: qsTr("room_ui.skip"); onClicked: strip.music.skip() }
            Button { objectName: "music.begin"; visible: strip.music.stage === "idle"; leftPadding: strip.stacked ? 10 : 24; rightPadding: leftPadding; textKind: strip.stacked ? "caption" : "body"; glyph: "play"; text: qsTr("room_ui.music_begin"); onClicked: strip.music.begin() }
            Glyph { visible: strip.music.trouble !== ""; glyphName: "mute"; color: Theme.attention }

            MusicWords { id: words; visible: !strip.stacked && (!strip.crammed || strip.music.trouble !== ""); music: strip.music; low: strip.low; brief: strip.brief }

            Button {
                objectName: "music.offer"
                visible: strip.offers
                Layout.maximumWidth: strip.full ? Math.max(Theme.target * 2, strip.spare) : implicitWidth
                leftPadding: 12
                rightPadding: 12
                textKind: strip.tight || strip.full ? "caption" : "body"
                glyph: "clock"
                text: strip.music.phase.hold_text
                onClicked: strip.music.phase.take_offer()
            }
            Button { objectName: "music.offer.drop"; visible: strip.offers; kind: "round"; glyph: "close"; text: qsTr("music_bar.offer_drop"); onClicked: strip.music.phase.drop_offer() }

            Item {
                Layout.fillWidth: true
                Layout.preferredWidth: 140
                Layout.fillHeight: true
                visible: strip.canFade && !strip.offers && strip.music.trouble === "" && strip.width > 1000 * (Theme.factor - 0.1)

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width
                    height: 8
                    radius: 4
                    color: Theme.line

                    Rectangle { width: parent.width * strip.music.share; height: parent.height; radius: 4; color: Theme.low }
                }
            }
            Say {
                objectName: "music.left"
                visible: strip.canFade && !strip.full
                Layout.preferredWidth: Math.max(implicitWidth, 56) // a digit less moves nothing
                horizontalAlignment: Text.AlignRight
                figures: true
                color: Theme.mid
                text: strip.music.left
                Accessible.name: qsTr("room_ui.left") + " " + text
            }
            Say {
                objectName: "music.next"
                visible: !strip.tight && !strip.offers && strip.canFade && strip.music.trouble === "" && text !== ""
                Layout.preferredWidth: 190 * Theme.factor
                kind: "caption"
                text: strip.music.upcoming
            }
            Button { objectName: "music.quieter"; visible: strip.music.stage !== "none"; kind: "round"; glyph: "minus"; text: qsTr("room_ui.quieter"); onClicked: strip.music.change_level(-1) }
            ColumnLayout {
                visible: strip.music.stage !== "none" && !strip.full
                Layout.preferredWidth: 76 * Theme.factor
                Layout.minimumWidth: 76 * Theme.factor
                spacing: 0

                Say { objectName: "music.level"; Layout.fillWidth: true; horizontalAlignment: Text.AlignHCenter; figures: true; kind: "caption"; text: strip.music.level }
                Say { objectName: "music.ceiling"; visible: text !== "" && !strip.low; Layout.fillWidth: true; horizontalAlignment: Text.AlignHCenter; figures: true; kind: "caption"; color: Theme.low; text: strip.music.ceiling }
            }
            Button { objectName: "music.louder"; visible: strip.music.stage !== "none"; enabled: strip.music.can_raise; kind: "round"; glyph: "plus"; text: qsTr("room_ui.louder"); onClicked: strip.music.change_level(1) }
            Button {
                objectName: "music.more"
                visible: strip.music.stage !== "none"
                kind: "round"
                glyph: strip.open ? "arrow-down" : "arrow-up"
                chosen: strip.open
                text: strip.open ? qsTr("music_bar.less") : qsTr("music_bar.more")
                onClicked: strip.open = !strip.open
            }
        }
    }

    MusicPanel {
        objectName: "music.panel"
        anchors { right: parent.right; bottom: parent.top; bottomMargin: 8 }
        width: Math.min(parent.width, 720)
        visible: strip.open && strip.music.stage !== "none"
        music: strip.music
        tight: strip.tight
        told: (strip.stacked ? above : words).cut || (strip.crammed && !strip.stacked)
    }
}
