// Who prescribed: the clinic's prescribers by one touch, any other typed.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: row

    required property OrdersPanel orders
    required property string name

    spacing: 6

    Chips { objectName: row.name; label: qsTr("order.prescriber"); visible: row.orders.prescribers.length > 0; Layout.fillWidth: true; options: row.orders.prescribers; current: row.orders.values.prescriber; onPicked: key => row.orders.put("prescriber", key) }
    Field { objectName: row.name + ".other"; Layout.fillWidth: true; label: qsTr("order.prescriber"); text: row.orders.values.prescriber; onEdited: text => row.orders.put("prescriber", text) }
}
