// Vitals and doses as the record has them.  They are read here; an error is amended in the record.
pragma ComponentBehavior: Bound
import QtQuick
import Facilitator
import "../components"

Column {
    id: tables

    required property PacketView packet

    spacing: 8

    Say { kind: "strong"; text: qsTr("section.doses") }
    Say { visible: doses.count === 0; color: Theme.mid; text: qsTr("after.no_doses") }

    Repeater {
        id: doses

        model: tables.packet.doses

        Column {
            id: dose

            required property int number
            required property string at
            required property string since
            required property string told
            required property string remarks

            width: tables.width

            Say { width: parent.width; wrapMode: Text.Wrap; figures: true; text: dose.at + "  " + dose.told }
            Say { width: parent.width; visible: text !== ""; kind: "caption"; wrapMode: Text.Wrap; text: dose.remarks }
        }
    }

    Item { width: 1; height: 4 }
    Say { kind: "strong"; text: qsTr("section.vitals") }
    Say { visible: checks.count === 0; color: Theme.mid; text: qsTr("after.no_vitals") }

    Line { visible: checks.count > 0; kind: "caption"; cells: [qsTr("after.vitals_time"), qsTr("after.vitals_since"), qsTr("after.vitals_hr"), qsTr("after.vitals_bp"), qsTr("after.vitals_spo2"), qsTr("after.vitals_br"), qsTr("after.vitals_temp")] }

    Repeater {
        id: checks

        model: tables.packet.checks

        Column {
            id: check

            required property int number
            required property string at
            required property string since
            required property string heart_rate
            required property string pressure
            required property string spo2
            required property string breathing
            required property string temperature
            required property string remarks

            width: tables.width

            Rectangle { width: parent.width; height: 1; color: Theme.line }
            Line { cells: [check.at, check.since, check.heart_rate, check.pressure, check.spo2, check.breathing, check.temperature] }
            Say { width: parent.width; visible: text !== ""; kind: "caption"; wrapMode: Text.Wrap; text: check.remarks }
        }
    }

    Say { visible: tables.packet.last_values !== ""; width: parent.width; kind: "caption"; wrapMode: Text.Wrap; figures: true; text: tables.packet.last_values }

    component Line: Row {
        id: line

        property var cells: []
        property string kind: "body"
        readonly property var shares: [0.13, 0.18, 0.13, 0.2, 0.12, 0.12, 0.12]

        width: tables.width
        Accessible.role: Accessible.StaticText
        Accessible.name: cells.join(", ")

        Repeater {
            model: line.cells

            Say {
                required property int index
                required property string modelData

                width: line.width * line.shares[index]
                kind: line.kind
                figures: true
                fontSizeMode: Theme.factor > 1 ? Text.HorizontalFit : Text.FixedSize
                minimumPixelSize: Math.max(16, Math.round(9 * Theme.factor))
                rightPadding: 4
                text: modelData
                Accessible.ignored: true
            }
        }
    }
}
