pragma ComponentBehavior: Bound
// The session read again: its lanes, and beside them everything within a minute of the moment that was touched.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"
import "../music"
import "../notes"

FocusScope {
    id: screen

    required property ReviewView review
    readonly property bool slim: Theme.factor > 1.4
    readonly property bool stacked: slim && width < 600 * Theme.factor // the moment lies below the lanes
    signal home
    signal handoff

    objectName: "review"

    Rectangle { anchors.fill: parent; color: Theme.bg }

    Roomy {
        anchors { fill: parent; margins: Theme.gap }
        spacing: 12

        GridLayout {
            columns: screen.slim ? 1 : 2
            columnSpacing: Theme.gap
            rowSpacing: Theme.near

            RowLayout {
                spacing: Theme.gap

                Button { objectName: "review.home"; kind: "round"; glyph: "home"; text: qsTr("after.home"); onClicked: screen.home() }

                ColumnLayout {
                    spacing: 0

                    Say { Layout.fillWidth: true; kind: "title"; wrapMode: screen.slim ? Text.Wrap : Text.NoWrap; text: screen.review.title }
                    Say { Layout.fillWidth: true; kind: "caption"; figures: true; visible: !screen.slim; wrapMode: Text.WordWrap; maximumLineCount: 2; text: screen.review.about }
                }
            }
            Flow {
                readonly property real natural: children.reduce((sum, one) => one.visible ? sum + one.width + spacing : sum, -spacing)

                Layout.fillWidth: true
                Layout.minimumWidth: screen.slim ? 0 : Math.min(natural, screen.width * 0.7) // the line beside them gives way
                Layout.preferredWidth: natural
                Layout.maximumWidth: natural
                spacing: Theme.gap

                Button { objectName: "review.find"; kind: "round"; glyph: "search"; text: qsTr("search.find"); chosen: screen.review.finding.is_open || screen.review.finding.is_sifted; onClicked: screen.review.find() }
                Button { objectName: "review.group"; kind: "round"; glyph: "people"; text: qsTr("group.open"); enabled: !screen.review.is_empty; onClicked: screen.review.group.show(true) }
                Button { objectName: "review.paper"; kind: "round"; glyph: "pdf"; text: qsTr("paper.open"); enabled: !screen.review.is_empty; onClicked: screen.review.paper.show(true) }
                Button { objectName: "review.music"; kind: "round"; glyph: "music"; text: qsTr("heard.open"); onClicked: { screen.review.hear(); heard.open = true } }
                Button { objectName: "review.back"; visible: screen.review.is_visit; glyph: "undo"; text: screen.review.way_back; onClicked: screen.review.back() }
                Button { objectName: "review.look_again"; visible: !screen.review.is_visit && screen.review.again.is_there; kind: "quiet"; glyph: "attention"; text: screen.review.again.standing; Accessible.description: qsTr("look_again.title"); onClicked: screen.review.again.open() }
                Button { objectName: "review.sign"; visible: !screen.review.is_visit; kind: "quiet"; glyph: "sign"; text: screen.review.signing.standing; Accessible.description: qsTr("sign.open"); onClicked: screen.review.signing.open() }
                Button { objectName: "review.handoff"; visible: !screen.review.is_visit; kind: "primary"; glyph: "export"; text: qsTr("after.to_handoff"); onClicked: screen.handoff() }
            }
        }

        GridLayout {
            visible: !screen.review.is_empty
            columns: screen.slim ? 1 : 2
            columnSpacing: Theme.near
            rowSpacing: Theme.near

            Flow {
                Layout.fillWidth: true
                spacing: Theme.near
                Accessible.role: Accessible.Grouping
                Accessible.name: qsTr("after.people_shown")

                Repeater {
                    model: screen.review.people

                    Button {
                        required property var modelData

                        objectName: "review.person." + modelData.key
                        text: modelData.text
                        chosen: modelData.shown
                        leftPadding: 16
                        implicitWidth: Math.max(96, contentItem.implicitWidth + 32)
                        tint: modelData.shown ? Theme.hi : Theme.low
                        Accessible.role: Accessible.CheckBox
                        Accessible.checkable: true
                        onClicked: screen.review.choose(modelData.key)
                    }
                }
            }

            RowLayout {
                spacing: Theme.near

                Button { objectName: "review.notes"; kind: "round"; glyph: "write"; text: qsTr("process_notes.open"); onClicked: screen.review.write_notes() }
                Button { objectName: "review.wider"; kind: "round"; glyph: "minus"; text: qsTr("after.zoom_out"); enabled: !lanes.seen.whole; onClicked: lanes.seen.zoom(0.5, -1) }
                Button { objectName: "review.closer"; kind: "round"; glyph: "plus"; text: qsTr("after.zoom_in"); onClicked: lanes.seen.zoom(2, -1) }
                Button { objectName: "review.earlier"; kind: "round"; glyph: "arrow-left"; text: qsTr("after.earlier_part"); enabled: !lanes.seen.whole; onClicked: lanes.seen.pan(lanes.seen.width / 3, 0) }
                Button { objectName: "review.later"; kind: "round"; glyph: "arrow-right"; text: qsTr("after.later_part"); enabled: !lanes.seen.whole; onClicked: lanes.seen.pan(-lanes.seen.width / 3, 0) }
                Button { objectName: "review.whole"; text: qsTr("after.see_all"); enabled: !lanes.seen.whole; onClicked: lanes.seen.see_all() }
            }
        }

        GridLayout {
            visible: !screen.review.is_empty
            columns: screen.stacked ? 1 : 2
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap

            Panel {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: screen.slim ? 170 * Theme.factor : 0
                border { width: lanes.activeFocus ? Theme.focusLine : 1; color: lanes.activeFocus ? Theme.hi : Theme.line }

                Lanes { id: lanes; anchors { fill: parent; margins: 4 } review: screen.review }
            }

            AroundMoment {
                visible: !findPanel.visible
                Layout.preferredWidth: Math.min(400 * Theme.factor, Math.max(400, screen.width * 0.45))
                Layout.fillWidth: screen.stacked
                Layout.minimumHeight: screen.stacked ? 200 * Theme.factor : 0
                Layout.fillHeight: true
                review: screen.review
            }
            FindPanel {
                id: findPanel

                visible: screen.review.finding.is_open && !screen.review.moment.has_moment
                Layout.preferredWidth: Math.min(400 * Theme.factor, screen.width * 0.42)
                Layout.fillWidth: screen.stacked
                Layout.minimumHeight: screen.stacked ? 200 * Theme.factor : 0
                Layout.fillHeight: true
                review: screen.review
            }
        }

        Say {
            objectName: "review.empty"
            visible: screen.review.is_empty
            Layout.fillWidth: true
            Layout.fillHeight: true
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            wrapMode: Text.Wrap
            color: Theme.mid
            text: qsTr("after.review_empty")
        }
    }

    GroupSheet { group: screen.review.group }
    PaperSheet { paper: screen.review.paper; seen: lanes.seen }
    HeardSheet { id: heard; objectName: "heard"; heard: screen.review.heard; onClosed: open = false }
    NotesSheet { notes: screen.review.notes }
    SignSheet { signing: screen.review.signing }
    LookAgainSheet { again: screen.review.again }
}
