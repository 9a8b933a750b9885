// What has to do with medicine: a dose of the session, a medicine for a side effect, the prescriber's order.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: part

    required property RoomView room
    property bool tight: false
    property real above: 0 // of the panel, for a message
    readonly property bool tells: dose.visible && dose.tells
    property string shown: "dose"

    spacing: tight ? 5 : 8
    onShownChanged: room.turn(shown)
    Component.onCompleted: room.turn(shown)

    Chips {
        objectName: "medicine"
        label: qsTr("room_ui.section_dose")
        Layout.fillWidth: true
        visible: (part.room.dose.page === "what" || part.shown !== "dose") && part.height > 90 * Theme.factor // laid aside while the keyboard takes the room
        columns: 3
        options: [{ key: "dose", text: qsTr("medication.given") }, { key: "other", text: qsTr("medication.title") }, { key: "order", text: qsTr("order.title") }]
        current: part.shown
        onPicked: key => part.show(key)
    }

    WaitingDoses { visible: count > 0; Layout.fillWidth: true; room: part.room; model: part.room.moving.there; brief: part.height <= 340 * Theme.factor }

    DoseSection { id: dose; Layout.fillWidth: true; Layout.fillHeight: true; visible: part.shown === "dose"; dose: part.room.dose; tight: part.tight; above: part.above }
    MedicationSection { Layout.fillWidth: true; Layout.fillHeight: true; visible: part.shown === "other"; medication: part.room.medication }
    OrdersSection { Layout.fillWidth: true; Layout.fillHeight: true; visible: part.shown === "order"; orders: part.room.orders }

    function show(key: string) {
        part.shown = key;
        part.room.medication.refresh();
        part.room.orders.refresh();
    }
}
