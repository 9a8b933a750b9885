// Observations: one touch each, for the one chosen, for several, or for all.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: section

    required property RoomView room
    readonly property ObservePanel panel: room.observe
    readonly property bool alone: room.reach === "one" && room.person.seat > 0
    readonly property int columns: Math.max(2, Math.floor((width + Theme.near) / (Math.max(92 * Theme.factor, longest.advanceWidth + 12) + Theme.near))) // no word is cut
    readonly property int reach: height > 0 ? columns * (height < 600 * Theme.factor ? (height < 240 * Theme.factor ? 1 : 2) : 3) : 6 // words where the thumb is

    onReachChanged: panel.has_room_for(reach)
    Component.onCompleted: panel.has_room_for(reach)

    spacing: 8

    RowLayout {
        spacing: 6

        Repeater {
            model: [{ key: "one", text: qsTr("room_ui.one") }, { key: "several", text: qsTr("room_ui.several") }, { key: "all", text: qsTr("room_ui.all") }]

            Button {
                required property var modelData

                objectName: "for." + modelData.key
                Layout.fillWidth: true
                Layout.preferredWidth: 60
                implicitHeight: Math.max(Theme.target, lines)
                leftPadding: 2
                rightPadding: 2
                kind: "chip"
                text: modelData.text
                Accessible.name: qsTr("room_ui.whom_for") + ": " + text
                chosen: modelData.key === section.room.reach
                onClicked: section.room.reach_for(modelData.key)
            }
        }
    }

    Refused { Layout.fillWidth: true; text: section.panel.refusal }

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: groups.implicitHeight

        Flow {
            id: groups

            readonly property real each: Math.floor((width - spacing * (section.columns - 1)) / section.columns)

            width: parent.width
            spacing: Theme.near

            RowLayout {
                visible: section.alone
                width: groups.width
                spacing: Theme.near

                Quick {
                    objectName: "quick.support"
                    visible: section.room.support.stage === "none"
                    tint: Theme.attention
                    text: qsTr("room_ui.support_want")
                    glyph: "support"
                    onClicked: section.room.support.call("")
                }
                Quick {
                    objectName: "quick.quote"
                    tint: Theme.accent
                    text: qsTr("room_ui.their_words")
                    glyph: "quote"
                    onClicked: { section.room.words.choose("quote"); section.room.open("words"); }
                }
            }

            ScoreStrip {
                visible: section.alone && section.room.scores.name !== ""
                width: groups.width
                scores: section.room.scores
                onMore: { section.room.open("vitals"); section.room.vitals.turn("score"); }
            }

            Repeater {
                model: section.panel.words

                Item {
                    id: place

                    required property string key
                    required property string label
                    required property string group
                    required property string picture
                    required property string heads
                    width: heads !== "" ? groups.width : chip.width
                    height: heads !== "" ? Math.round(26 * Theme.factor) : chip.height

                    Say { visible: place.heads !== ""; kind: "caption"; text: place.heads }
                    WordChip {
                        id: chip

                        objectName: "chip." + place.key
                        visible: place.heads === ""
                        width: groups.each
                        text: place.label
                        glyph: place.picture
                        onClicked: section.panel.touch(place.key)
                    }
                }
            }
        }
    }

    Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Theme.line }
    Connections {
        target: section.room

        function onCalled() { often.forceActiveFocus() } // a seat's digit: the first word is one Tab away
    }
    Grid {
        id: often

        Keys.enabled: activeFocus
        Keys.onTabPressed: oftenWords.itemAt(0).forceActiveFocus(Qt.TabFocusReason)
        Layout.fillWidth: true
        columns: section.columns
        spacing: Theme.near

        Repeater {
            id: oftenWords

            model: section.panel.often

            WordChip {
                required property string key
                required property string label
                required property string picture

                objectName: "chip." + key
                width: groups.each
                text: label
                glyph: picture
                onClicked: section.panel.touch(key)
            }
        }
    }

    TextMetrics { id: longest; font { family: Theme.family; pixelSize: Math.round(17 * Theme.factor) } text: section.panel.longest }

    component Quick: Button {
        Layout.fillWidth: true
        Layout.preferredWidth: 60
        leftPadding: 4
        rightPadding: 4
        textKind: "caption"
    }
}
