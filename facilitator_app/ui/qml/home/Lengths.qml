// The planned minutes of each phase and the gap before integration, as the clinic sets them; empty is left open.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: lengths

    required property Programmes programmes
    readonly property Form form: programmes.lengths_form

    spacing: 12

    function typed(): var {
        const all = { gap_hours: gap.text };
        for (let place = 0; place < phases.count; place++)
            all[programmes.phases[place].key] = (phases.itemAt(place) as Field).text;
        return all;
    }

    Say { kind: "title"; text: qsTr("ui.programmes.lengths") }
    Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: lengths.programmes.may_set ? qsTr("ui.programmes.lengths_about") : qsTr("ui.programmes.lengths_not_yours") }

    GridLayout {
        Layout.fillWidth: true
        columns: lengths.width > 800 * Theme.factor ? 4 : lengths.width > 560 * Theme.factor ? 3 : 2
        columnSpacing: Theme.gap
        rowSpacing: 12
        uniformCellWidths: true

        Repeater {
            id: phases

            model: lengths.programmes.phases

            Length {
                required property var modelData

                objectName: "lengths." + modelData.key
                label: modelData.name
                text: modelData.minutes
                unit: qsTr("ui.programmes.minutes")
                error: lengths.form.errors[modelData.key] ?? ""
            }
        }

        Length {
            id: gap

            objectName: "lengths.gap_hours"
            label: qsTr("ui.programmes.gap")
            text: lengths.programmes.gap_hours
            unit: qsTr("ui.programmes.hours")
            error: lengths.form.errors.gap_hours ?? ""
        }
    }

    FieldError { objectName: "lengths.error"; Layout.fillWidth: true; text: lengths.form.general }
    Button { objectName: "lengths.keep"; enabled: lengths.programmes.may_set && !lengths.form.busy; glyph: "check"; text: qsTr("ui.programmes.keep_lengths"); onClicked: lengths.programmes.set_lengths(lengths.typed()) }

    component Length: Field {
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        numeric: true
        enabled: lengths.programmes.may_set
        onAccepted: lengths.programmes.set_lengths(lengths.typed())
    }
}
