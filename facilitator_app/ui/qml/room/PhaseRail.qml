// The phases side by side: past filled, the present one filling, the rest to come.  The question stands where the phases were.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Facilitator
import "../components"

Item {
    id: rail

    required property PhaseTrack track
    property bool tight: false
    property bool veiled: false // whoever moves the room on says first who they are
    signal veil
    property int at: 0 // the place of the present one
    readonly property int size: width < 640 * Theme.factor ? Theme.least : Theme.caption // of the names of the others
    readonly property bool scrolls: row.implicitWidth > width
    readonly property real lines: 13 + Theme.body * 1.15 + Theme.caption * 1.22 // what the present one says

    LayoutMirroring.enabled: false // time runs from left to right in every language
    LayoutMirroring.childrenInherit: true
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("room_ui.phases")

    function show(first: Item, last: Item) { // from the one to the other, or the one
        page.contentX = Math.max(0, Math.min(first.x, Math.max(page.contentX, last.x + last.width - page.width), page.contentWidth - page.width));
    }

    onVeiledChanged: if (veiled) track?.forget()

    function present() {
        const next = phases.itemAt(Math.min(at + 1, phases.count - 1));
        if (next && phases.itemAt(at))
            show(phases.itemAt(at), next);
    }

    Flickable { // names that have no room beside one another are a swipe away, as an arrow tells; the present one and the next stay in view
        id: page

        anchors { fill: parent; leftMargin: rail.scrolls ? 22 : 0; rightMargin: anchors.leftMargin }
        visible: rail.track.asked === ""
        clip: interactive
        interactive: contentWidth > width
        contentWidth: Math.max(width, row.implicitWidth)
        contentHeight: height
        boundsBehavior: Flickable.StopAtBounds
        flickableDirection: Flickable.HorizontalFlick
        onWidthChanged: { contentX = 0; rail.present(); } // as it is wide, not as it was

        RowLayout {
            id: row

            width: page.contentWidth
            height: page.height
            spacing: 6

            Repeater {
                id: phases

                model: rail.track.phases

                T.AbstractButton {
                    id: phase

                    required property int index
                    required property string key
                    required property string name
                    required property string place
                    required property string planned
                    required property real share
                    required property string accessible
                    readonly property bool here: place === "now"
                    readonly property var words: name.split(" ")
                    readonly property real longest: Math.max(...words.map(one => wide([one])))
                    readonly property real inTwo: Math.min(...words.map((_, last) => Math.max(wide(words.slice(0, last + 1)), wide(words.slice(last + 1))))) // lines
                    readonly property bool whole: x >= page.contentX - 2 && x + width <= page.contentX + page.width + 2

                    objectName: "phase." + key
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: Layout.minimumWidth
                    Layout.minimumWidth: Math.max(Theme.target, here ? Math.max(112 * Theme.factor, word.implicitWidth, told.implicitWidth) : Math.max(longest, Math.min(inTwo, rail.width / 4))) + 2
                    focusPolicy: Qt.StrongFocus
                    Accessible.role: Accessible.Button
                    Accessible.name: accessible
                    Keys.onReturnPressed: phase.click()
                    onClicked: rail.veiled ? rail.veil() : rail.track.ask(key)
                    onHereChanged: if (here) { rail.at = index; rail.present(); }
                    onXChanged: rail.present()
                    onWidthChanged: rail.present()
                    onActiveFocusChanged: if (activeFocus) rail.show(phase, phase)

                    FontMetrics { id: said; font: word.font }

                    function wide(some: list<string>): real { // asked again when the font is another
                        return said.font.pixelSize > 0 ? said.advanceWidth(some.join(" ")) : 0;
                    }

                    background: Rectangle {
                        radius: 10
                        color: phase.down ? Theme.raised : "transparent"
                        border { width: phase.visualFocus ? Theme.focusLine : 0; color: Theme.hi }
                    }

                    contentItem: Item {
                        Rectangle {
                            id: line

                            y: 4
                            width: parent.width
                            height: 6
                            radius: 3
                            color: Theme.line

                            Rectangle {
                                width: Math.max(parent.height, parent.width * phase.share)
                                height: parent.height
                                radius: 3
                                visible: phase.share > 0
                                color: !phase.here ? Theme.low : rail.track.is_over ? Theme.overdue : Theme.accent
                            }
                        }

                        Column {
                            opacity: phase.whole ? 1 : 0 // no half of a name
                            anchors { top: line.bottom; topMargin: 3; left: parent.left; right: parent.right }

                            Say {
                                id: word

                                width: parent.width
                                kind: phase.here ? "strong" : "caption"
                                    color: phase.here ? Theme.hi : Theme.mid
                                font.pixelSize: phase.here ? Theme.body : rail.size
                                text: phase.name
                                lineHeight: 0.95
                                maximumLineCount: phase.here ? 1 : 2
                                wrapMode: phase.here ? Text.NoWrap : Text.WordWrap
                                elide: Text.ElideRight
                                Accessible.ignored: true
                            }
                            Say {
                                id: told

                                objectName: phase.here ? "phase.told" : ""
                                visible: phase.here
                                width: parent.width
                                kind: "caption"
                                figures: true
                                color: rail.track.is_over ? Theme.overdue : Theme.mid
                                text: rail.track.now_text
                            }
                        }
                    }
                }
            }
        }
    }

    Glyph { visible: rail.scrolls && page.visible && page.contentX > 1; anchors { left: parent.left; verticalCenter: parent.verticalCenter } glyphName: "caret-left"; size: 20; color: Theme.mid }
    Glyph { visible: rail.scrolls && page.visible && page.contentX < page.contentWidth - page.width - 1; anchors { right: parent.right; verticalCenter: parent.verticalCenter } glyphName: "caret-right"; size: 20; color: Theme.mid }
    RowLayout {
        anchors.fill: parent
        visible: rail.track.asked !== ""
        spacing: 12

        Button { objectName: "phase.begin"; kind: "primary"; Layout.fillWidth: true; Layout.maximumWidth: implicitWidth; Layout.minimumWidth: 120; implicitHeight: Math.max(Theme.primary, lines); leftPadding: rail.tight ? 12 : 24; rightPadding: leftPadding; text: rail.track.asked_text; enabled: !rail.track.saving; onClicked: rail.track.begin() }
        Button { objectName: "phase.not_yet"; kind: rail.tight && Theme.factor > 1.2 ? "round" : "quiet"; glyph: kind === "round" ? "close" : ""; text: qsTr("room_ui.not_yet"); onClicked: rail.track.forget() }
        Say { visible: text !== "" || !rail.tight; Layout.fillWidth: true; color: Theme.attention; text: rail.track.refusal; wrapMode: Text.Wrap }
    }
}
