// Observations: one touch each, for the one chosen, for several, or for all.  The most used words keep their places below; above
// them stand all the others in the order of their groups, two shades telling one group from the next, a flick away where the
// panel cannot hold them.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: section

    required property RoomView room
    property bool headed: false // for whom stands in the head of the panel
    property bool scored: false // so do the levels
    readonly property ObservePanel panel: room.observe
    readonly property bool alone: room.reach === "one" && room.person.seat > 0
    readonly property bool levelled: alone && room.scores.name !== "" && !scored
    readonly property bool beside: !headed && width >= 470 * Theme.factor // the levels stand beside for whom
    readonly property int columns: Math.max(2, Math.floor((width + near) / (Math.max(92 * Theme.factor, longest.advanceWidth + 10) + near))) // no word is cut
    readonly property int near: 6
    readonly property real least: Theme.target + 44 * (Theme.factor - 1)
    readonly property real free: height - (headed ? 0 : above.height + spacing) - (levelled && !beside ? Theme.target + spacing : 0)
    readonly property int lines: Math.ceil((panel.count + 2 - columns) / columns) + 1
    readonly property real rest: near * (lines - 2) + 2 * spacing + 1 // between the lines
    readonly property bool scrolls: lines * least + rest > free // then the most used come first, and the others are a flick away
    readonly property bool bare: scrolls && Theme.factor > 1.4 // then three lines of words are in sight, without their icons, where two were
    readonly property bool short: bare && !beside && !scored && 3 * word + Theme.target + 3 * near > height - (headed ? 0 : above.height + spacing) // the levels behind one touch: their line would be out of sight, and that of words half empty
    readonly property real word: bare ? Theme.target + 22 * (Theme.factor - 1) : scrolls ? least : Math.min(Theme.chip, Math.floor((free - rest) / lines))
    readonly property bool dense: word < Theme.chip // a word of two lines under a full icon would be higher than its place

    Component.onCompleted: panel.has_room_for(often.many)

    spacing: 8

    RowLayout {
        id: above

        visible: !section.headed
        spacing: 6

        ForWhom { Layout.fillWidth: true; room: section.room }
        ScoreStrip {
            visible: section.beside && section.levelled
            Layout.fillWidth: true
            Layout.preferredWidth: 240
            scores: section.room.scores
            onMore: section.every_level()
        }
    }

    Refused { Layout.fillWidth: true; text: section.panel.refusal }

    ScoreStrip {
        visible: section.levelled && !section.beside && !section.scrolls
        Layout.fillWidth: true
        scores: section.room.scores
        onMore: section.every_level()
    }

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: all.implicitHeight

        Column {
            id: all

            width: parent.width
            spacing: section.near

            Item { id: first; visible: section.scrolls; width: parent.width; height: often.height }
            Flow {
                id: groups

                readonly property real each: Math.floor((width - spacing * (section.columns - 1)) / section.columns)

                width: parent.width
                spacing: section.near

                GroupChip {
                    objectName: "quick.quote"
                    visible: section.alone
                    width: groups.each
                    height: section.word
                    tint: Theme.accent
                    text: qsTr("room_ui.their_words")
                    glyph: "quote"
                    onClicked: { section.room.words.choose("quote"); section.room.open("words"); }
                }
                Item { visible: !section.alone; width: groups.each; height: section.word } // no word moves when these two go
                GroupChip {
                    id: wanted

                    objectName: "quick.support"
                    visible: section.alone && section.room.support.stage === "none"
                    width: groups.each
                    height: section.word
                    tint: Theme.attention
                    text: qsTr("room_ui.support_want")
                    glyph: "support"
                    onClicked: section.room.support.call("")
                }
                Item { visible: !wanted.visible; width: groups.each; height: section.word }
                GroupChip { objectName: "quick.scores"; visible: section.short && section.levelled; width: groups.each; height: section.word; text: section.room.scores.name; onClicked: section.every_level() }
                Item { visible: section.short && !section.levelled; width: groups.each; height: section.word }
                ScoreStrip {
                    visible: section.levelled && !section.beside && section.scrolls && !section.short
                    width: groups.width
                    scores: section.room.scores
                    onMore: section.every_level()
                }
                Repeater {
                    model: section.panel.words

                    Word { width: groups.each }
                }
            }
        }
    }

    Rectangle { visible: !section.scrolls; Layout.fillWidth: true; implicitHeight: 1; color: Theme.line }
    Connections {
        target: section.room

        function onCalled() { often.forceActiveFocus() } // a seat's digit: the first word is one Tab away
    }
    Item {
        id: last

        visible: !section.scrolls
        Layout.fillWidth: true
        implicitHeight: often.height

        Grid {
            id: often

            readonly property int many: section.height > 0 ? section.columns * (section.scrolls || section.columns < 6 ? 2 : 1) : 6

            parent: section.scrolls ? first : last
            Keys.enabled: activeFocus
            Keys.onTabPressed: oftenWords.itemAt(0).forceActiveFocus(Qt.TabFocusReason)
            onManyChanged: section.panel.has_room_for(many)
            columns: section.columns
            spacing: section.near

            Repeater {
                id: oftenWords

                model: section.panel.often

                Word { width: groups.each }
            }
        }
    }

    TextMetrics { id: longest; font { family: Theme.family; pixelSize: Math.round(17 * Theme.factor) } text: section.panel.longest }

    function every_level() {
        room.open("vitals");
        room.vitals.turn("score");
    }

    component Word: WordChip {
        required property string key
        required property string label
        required property string group
        required property string picture
        required property bool odd

        objectName: "chip." + key
        implicitHeight: Math.max(section.word, least)
        low: section.dense
        bare: section.bare
        outlined: odd
        text: label
        glyph: picture
        Accessible.description: group
        onClicked: section.panel.touch(key)
    }
}
