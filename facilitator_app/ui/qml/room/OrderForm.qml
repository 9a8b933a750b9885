// An order as the prescriber gave it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: form

    required property OrdersPanel orders
    readonly property var values: orders.values
    readonly property bool atWeight: orders.refused_field === "weight_kg" // told at the field, not below the form

    spacing: 8

    Scroller {
        id: scroller

        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: 6

            Field { objectName: "order.drug"; Layout.fillWidth: true; label: qsTr("room_ui.drug"); text: form.values.drug; onEdited: text => form.orders.put("drug", text) }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("room_ui.route") }
            Chips { objectName: "order.route"; label: qsTr("room_ui.route"); Layout.fillWidth: true; options: form.orders.routes; current: form.values.route; onPicked: key => form.orders.put("route", key) }
            Field { objectName: "order.low"; Layout.fillWidth: true; numeric: true; label: qsTr("order.low"); text: form.values.low; onEdited: text => form.orders.put("low", text) }
            Field { objectName: "order.high"; Layout.fillWidth: true; numeric: true; label: qsTr("order.high"); text: form.values.high; onEdited: text => form.orders.put("high", text) }
            Chips { objectName: "order.unit"; label: qsTr("order.unit"); Layout.fillWidth: true; options: form.orders.units; current: form.values.unit; onPicked: key => form.orders.put("unit", key) }
            Field { id: weight; objectName: "order.weight"; visible: form.values.unit === "mg_per_kg"; Layout.fillWidth: true; numeric: true; label: qsTr("order.weight_label"); text: form.values.weight_kg; error: form.atWeight ? form.orders.refusal : ""; onHasErrorChanged: if (weight.hasError) scroller.bring(weight); onHeightChanged: if (weight.hasError) scroller.bring(weight); onEdited: text => form.orders.put("weight_kg", text) }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("order.further") }
            Chips { objectName: "order.further"; label: qsTr("order.further"); Layout.fillWidth: true; options: form.orders.furthers; current: form.values.further; onPicked: key => form.orders.put("further", key) }
            Field { objectName: "order.between"; visible: form.values.further === "yes"; Layout.fillWidth: true; numeric: true; label: qsTr("order.between_label"); text: form.values.between_minutes; onEdited: text => form.orders.put("between_minutes", text) }
            ColumnLayout {
                id: otherRoute

                readonly property bool isRefused: form.orders.refused_field === "other_route" // told here too, not below the form

                visible: form.orders.other_route !== ""
                Layout.fillWidth: true
                spacing: 6
                onIsRefusedChanged: if (isRefused) scroller.bring(otherRoute)
                onHeightChanged: if (isRefused) scroller.bring(otherRoute)

                Say { objectName: "order.other_route.asked"; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: form.orders.other_route }
                Chips { objectName: "order.other_route"; label: form.orders.other_route; Layout.fillWidth: true; options: form.orders.other_routes; current: form.values.other_route; onPicked: key => form.orders.put("other_route", key) }
                FieldError { objectName: "order.other_route.error"; Layout.fillWidth: true; text: otherRoute.isRefused ? form.orders.refusal : "" }
            }
            PrescriberRow { Layout.fillWidth: true; orders: form.orders; name: "order.by" }
            Field { objectName: "order.as_written"; Layout.fillWidth: true; label: qsTr("order.as_written"); text: form.values.as_written; onEdited: text => form.orders.put("as_written", text) }
        }
    }

    Refused { Layout.fillWidth: true; text: form.atWeight || otherRoute.isRefused ? "" : form.orders.refusal }
    RowLayout {
        spacing: 8

        Button { objectName: "order.back"; kind: "round"; glyph: "arrow-left"; text: qsTr("room_ui.back"); onClicked: form.orders.turn("list") }
        Button { objectName: "order.save"; Layout.fillWidth: true; kind: "primary"; enabled: !form.orders.saving; text: qsTr("order.save"); onClicked: form.orders.save_order() }
    }
}
