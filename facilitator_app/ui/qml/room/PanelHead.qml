// Whom the panel is about.  In a small window the moment row takes its place while a moment is chosen.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

RowLayout {
    id: head

    required property RoomView room
    property bool withMoment: false
    property bool brief: false // one line
    property bool low: false // without the line below the name
    property bool choosing: false
    readonly property bool wide: withMoment && !brief && width > 600 * Theme.factor // room for the moments beside the name
    readonly property bool everybody: room.section === "end"
    signal here

    spacing: 10

    Say {
        objectName: "panel.seat"
        visible: head.room.person.seat > 0 && !head.choosing && !head.everybody
        kind: "seat"
        font.pixelSize: Theme.large(head.brief || head.low ? 32 : 44)
        Layout.preferredHeight: Theme.large(head.brief || head.low ? 36 : 52)
        verticalAlignment: Text.AlignVCenter
        color: Theme.accent
        text: head.room.person.seat
    }
    ColumnLayout {
        visible: !head.choosing
        Layout.fillWidth: true
        spacing: 0

        Say {
            objectName: "panel.name"
            Layout.fillWidth: true
            kind: "title"
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.caption
            text: head.everybody ? qsTr("room_ui.leaving") : head.room.person.count === 0 ? qsTr("room_ui.the_room") : head.room.person.name
        }
        Say { objectName: "panel.since"; Layout.fillWidth: true; visible: text !== "" && !head.brief && !head.low && !head.everybody; kind: "caption"; fontSizeMode: Text.HorizontalFit; minimumPixelSize: Theme.least; text: head.room.person.since }
    }
    Item { // its second line lies over what is below: nothing moves for it
        visible: head.choosing
        Layout.fillWidth: true
        implicitHeight: Theme.target

        MouseArea {
            anchors { fill: moments; margins: -6 }

            Rectangle { anchors.fill: parent; radius: Theme.corner; color: Theme.surface }
        }
        MomentRow { id: moments; width: parent.width; tight: true; moment: head.room.desk.moment; onPicked: head.choosing = false }
    }
    MomentRow { visible: head.wide && !head.choosing; Layout.preferredWidth: 340 * Theme.factor; moment: head.room.desk.moment }
    Button {
        objectName: "company"
        visible: head.room.company.offered && !head.choosing && !head.brief && !head.everybody
        kind: "round"
        glyph: "support-given"
        chosen: head.room.company.mine
        text: head.room.company.act
        onClicked: head.room.company.touch()
    }
    Button {
        objectName: "moment.open"
        visible: head.withMoment && !head.choosing && !head.brief && !head.wide
        kind: "round"
        glyph: "clock"
        chosen: head.room.desk.moment.said !== ""
        text: qsTr("room_ui.moment") + (head.room.desk.moment.said === "" ? "" : ": " + head.room.desk.moment.said)
        onClicked: head.choosing = true
    }
    Button {
        objectName: "here.open"
        visible: (head.everybody || head.room.person.count === 0) && !head.choosing
        kind: "round"
        glyph: "seat"
        text: qsTr("ui.here.title")
        onClicked: head.here()
    }
}
