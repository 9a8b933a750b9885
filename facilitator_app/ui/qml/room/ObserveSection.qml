// Observations: one touch each, for the one chosen, for several, or for all.  The most used words keep their places below; above them
// stand the headings of the groups, and in their place the words of the one that was touched.
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
    readonly property int columns: Math.max(2, Math.floor((width + near) / (Math.max(92 * Theme.factor, longest.advanceWidth + 10) + near))) // no word is cut
    readonly property bool dense: height < 640 * Theme.factor
    readonly property int near: dense ? 6 : Theme.near
    readonly property int word: dense ? Math.round(62 + 46 * (Theme.factor - 1)) : Theme.chip
    readonly property real above: Theme.target * 2 + Math.ceil(9 / columns) * (Theme.target + near) + 25 // for whom, the levels, headings and acts
    readonly property int rows: height < 240 * Theme.factor ? 1 : Math.max(2, Math.floor((height - above + near) / (word + near)))
    readonly property int reach: height > 0 ? columns * rows : 6 // words where the thumb is

    onReachChanged: panel.has_room_for(reach)
    Component.onCompleted: { panel.shut(); panel.has_room_for(reach); }

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
            spacing: section.near

            ScoreStrip {
                visible: section.alone && section.room.scores.name !== "" && section.panel.open_group === "" // then its place is the words'
                width: groups.width
                scores: section.room.scores
                onMore: { section.room.open("vitals"); section.room.vitals.turn("score"); }
            }
            GroupChip {
                objectName: "quick.quote"
                visible: section.alone
                width: groups.each
                tint: Theme.accent
                text: qsTr("room_ui.their_words")
                glyph: "quote"
                onClicked: { section.room.words.choose("quote"); section.room.open("words"); }
            }
            GroupChip {
                objectName: "quick.support"
                visible: section.alone && section.room.support.stage === "none"
                width: groups.each
                tint: Theme.attention
                text: qsTr("room_ui.support_want")
                glyph: "support"
                onClicked: section.room.support.call("")
            }
            GroupChip {
                objectName: "group.shut"
                visible: section.panel.open_group !== ""
                width: groups.each
                on: true
                glyph: "arrow-left"
                text: section.panel.open_group
                Accessible.name: qsTr("room_ui.groups_again") + ": " + text
                onClicked: section.panel.shut()
            }
            Repeater {
                model: section.panel.open_group === "" ? section.panel.groups : null

                GroupChip {
                    required property string key
                    required property string label

                    objectName: "group." + key
                    width: groups.each
                    text: label
                    onClicked: section.panel.turn_to(key)
                }
            }
            Repeater {
                model: section.panel.words

                Word { width: groups.each }
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
        spacing: section.near

        Repeater {
            id: oftenWords

            model: section.panel.often

            Word { width: groups.each }
        }
    }

    TextMetrics { id: longest; font { family: Theme.family; pixelSize: Math.round(17 * Theme.factor) } text: section.panel.longest }

    component Word: WordChip {
        required property string key
        required property string label
        required property string picture

        objectName: "chip." + key
        implicitHeight: Math.max(section.word, least)
        low: section.dense
        text: label
        glyph: picture
        onClicked: section.panel.touch(key)
    }
}
