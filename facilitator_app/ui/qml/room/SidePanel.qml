// The panel of the one chosen (or several, or the room).  Seat and name stand at its head whatever is open, the rail at its edge.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Panel {
    id: side

    required property RoomView room
    property bool tight: false
    property bool alone: false // no tile stands beside it
    signal home
    signal review
    signal here
    readonly property string section: room.section
    readonly property bool short: height < 340 // the keyboard takes most of it
    readonly property bool low: tight || height < 640 * Theme.factor
    readonly property bool folded: tight || (section === "observe" && low) // the moments behind one touch: their place is the words'
    readonly property bool heads: alone && section === "observe" // for whom words are stands beside the name
    readonly property real above: when.visible ? when.height + 8 : head.brief ? 0 : head.height / 2 + 6 // what a message may lie over
    readonly property bool told: !room.moving.here && section !== "history" && section !== "awaiting" && section !== "room" && section !== "end"

    readonly property size around: Qt.size((tight ? 26 : 28) + railPage.width, (tight ? 12 : 20) + 52 * Theme.factor + (low ? 0 : Theme.target + 8) + Theme.target + 8 + 25) // of the words, also before they are open
    readonly property real least: section === "observe" ? Theme.factor < 1.3 ? 314 : 246 : Theme.factor < 1.3 ? 350 : 334 // without the keyboard: two rows of words, a pad

    objectName: "panel"

    RowLayout {
        id: whole

        layoutDirection: Theme.handSide
        anchors { fill: parent; leftMargin: Theme.leftHanded ? 6 : side.tight ? 8 : 12; rightMargin: !Theme.leftHanded ? 6 : side.tight ? 8 : 12; topMargin: side.tight ? 6 : 10; bottomMargin: side.tight ? 6 : 10 }
        spacing: side.tight ? 6 : 10

        ColumnLayout {
            id: column

            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 8

            PanelHead { id: head; Layout.fillWidth: true; room: side.room; withMoment: side.folded && side.told; brief: side.tight && side.short; alone: side.alone; withWhom: side.heads; pushed: !when.visible && ((loader.item as VitalsSection)?.tells ?? (loader.item as MedicinePart)?.tells ?? false); low: Theme.factor > 1.4 && (side.alone || side.section === "vitals"); onHere: side.here() }
            MomentRow { id: when; Layout.fillWidth: true; visible: side.told && !side.folded; moment: side.room.desk.moment }

            Loader {
                id: loader

                property Item from: null // what opened it by a key
                readonly property Item focused: side.Window.activeFocusItem

                objectName: "section"
                Accessible.role: Accessible.Grouping
                Accessible.name: side.room.moving.here ? "" : side.room.sections.find(row => row.key === side.section)?.text ?? head.title
                Keys.onTabPressed: focused.nextItemInFocusChain().forceActiveFocus(Qt.TabFocusReason) // from what is no stop itself: the page, or a pad that hears every key
                Keys.onBacktabPressed: (from ?? focused.nextItemInFocusChain(false)).forceActiveFocus(Qt.BacktabFocusReason)
                onSourceComponentChanged: from = null
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1 // the panel's width is the panel's, whatever stands in it
                Layout.preferredHeight: 1
                sourceComponent: side.room.moving.here ? moving : side.part(side.section)

                Rectangle { objectName: "section.focused"; visible: loader.from !== null && loader.focused === loader; anchors { fill: parent; margins: -4 } radius: Theme.corner; color: "transparent"; border { width: Theme.focusLine; color: Theme.hi } }
            }
        }

        RailPage { // in large text and with the keyboard up the rail may be longer than the panel
            id: railPage

            Layout.fillHeight: true
            Layout.fillWidth: false
            Layout.minimumWidth: (side.tight ? 76 : 84) * Theme.factor
            Layout.maximumWidth: Layout.minimumWidth
            room: side.room
            tight: side.tight
            onKeyed: part => side.enter(part)
        }
    }

    MouseArea { // a touch on what lies below puts the moments away, and does what it does
        visible: head.choosing && head.withMoment
        anchors { fill: parent; topMargin: whole.y + head.height + 2 }
        onPressed: mouse => { head.choosing = false; mouse.accepted = false; }
    }
    MouseArea { // the moments of a small window lie over what is below the head: nothing moves for them
        visible: head.choosing && head.withMoment
        x: whole.x + column.x - 4
        y: whole.y + column.y + head.height + 2
        width: column.width + 8
        height: moments.height + 12

        Rectangle { anchors.fill: parent; radius: Theme.corner; color: Theme.raised; border { width: 1; color: Theme.controlLine } }
        MomentRow { id: moments; anchors { left: parent.left; right: parent.right; top: parent.top; margins: 6 } tight: true; moment: side.room.desk.moment; onPicked: head.choosing = false }
    }

    function enter(from: Item) { // the next Tab leads into the page that was opened by a key, and Shift with it back to what opened it
        loader.from = from;
        loader.forceActiveFocus(Qt.TabFocusReason);
    }

    function part(name: string): Component {
        const parts = { observe: observe, vitals: vitals, dose: dose, words: words, support: support, person: person, history: history, leave: leave, end: end, awaiting: awaiting };
        return parts[name] ?? general;
    }

    Component { id: observe; ObserveSection { room: side.room; headed: side.heads; scored: head.scored } }
    Component { id: vitals; VitalsSection { room: side.room; tight: side.tight; above: side.above } }
    Component { id: dose; MedicinePart { room: side.room; tight: side.tight; above: side.above } }
    Component { id: words; WordsSection { words: side.room.words } }
    Component { id: support; CarePart { room: side.room } }
    Component { id: person; PersonSection { onShownChanged: side.room.turn(shown); Component.onCompleted: side.room.turn(shown); person: side.room.person; company: side.room.company; touch: side.room.touched; circle: side.room.circle; limits: side.room.limits; scores: side.room.scores } }
    Component { id: history; HistorySection { history: side.room.history } }
    Component { id: leave; WaySection { leaving: side.room.leaving; board: side.room.board; hold: side.room.hold; tight: side.tight } }
    Component { id: awaiting; AwaitSection { awaiting: side.room.awaiting; hold: side.room.hold; tight: side.tight } }
    Component { id: moving; MovingSection { moving: side.room.moving } }
    Component { id: end; EndSection { room: side.room; onHome: side.home(); onReview: side.review() } }
    Component { id: general; RoomSection { room: side.room } }
}
