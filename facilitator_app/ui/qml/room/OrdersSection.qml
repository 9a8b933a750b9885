// What the prescriber wrote for this person: the list, and two forms.  Nothing is filled in and nothing worked out.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Item {
    id: section

    required property OrdersPanel orders

    ColumnLayout {
        anchors.fill: parent
        visible: section.orders.page === "list"
        spacing: 8

        ScrollList {
            id: list

            objectName: "orders.list"
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 6
            model: section.orders.orders
            delegate: Column {
                id: row

                required property string line
                required property string kind
                required property string told
                required property bool awaits
                required property string other
                required property string stands
                required property int index

                width: list.width
                spacing: 4

                Say { width: parent.width; kind: "caption"; text: row.kind }
                Say { objectName: "orders.told." + row.index; width: parent.width; kind: "strong"; wrapMode: Text.Wrap; text: row.told }
                Say { visible: row.awaits; width: parent.width; kind: "caption"; color: Theme.soon; wrapMode: Text.Wrap; text: qsTr("order.awaits") }
                Say { objectName: "orders.other." + row.index; visible: row.other !== ""; width: parent.width; kind: "caption"; color: Theme.attention; wrapMode: Text.Wrap; text: row.other }
                Button { objectName: "orders.stands." + row.index; visible: row.stands !== ""; width: parent.width; glyph: "check"; text: row.stands; onClicked: section.orders.stands(row.line) }
                Button { objectName: "orders.confirm." + row.index; visible: row.awaits; width: parent.width; glyph: "check"; text: qsTr("room_ui.confirm"); onClicked: section.orders.confirm(row.line) }
            }

            Say { visible: list.count === 0; width: parent.width; wrapMode: Text.Wrap; color: Theme.mid; text: qsTr("order.none") + " " + qsTr("order.as_given") }
        }
        Refused { Layout.fillWidth: true; text: section.orders.refusal }
        Button { objectName: "orders.new"; Layout.fillWidth: true; kind: "primary"; glyph: "plus"; text: qsTr("order.new"); onClicked: section.orders.turn("order") }
        Button { objectName: "orders.clear"; Layout.fillWidth: true; glyph: "plus"; text: qsTr("order.clearance"); onClicked: section.orders.turn("clearance") }
    }

    OrderForm { anchors.fill: parent; visible: section.orders.page === "order"; orders: section.orders }
    ClearanceForm { anchors.fill: parent; visible: section.orders.page === "clearance"; orders: section.orders }
}
