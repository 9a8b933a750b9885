// The prescriber's part: what holds now, a form for the assessment, the clearance and the order, and what was written.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"
import "../integration"

Scroller {
    id: part

    required property PrescribingView view
    required property OwnLimitView limit
    readonly property var chosen: view.chosen
    readonly property var fields: [health, goals, until, conditions, drug, low, high, weight, between, asWritten]

    contentHeight: column.implicitHeight + 8
    Component.onCompleted: fill()

    function fill() {
        for (const field of fields)
            field.text = view.values[field.key] ?? "";
    }

    Connections {
        target: part.view

        function onOpened() { part.fill() }
    }

    ColumnLayout {
        id: column

        width: parent.width - 12
        spacing: Theme.gap

        Repeater {
            model: part.view.stands

            ColumnLayout {
                id: stand

                required property var modelData

                Layout.fillWidth: true
                spacing: 2

                Say { Layout.fillWidth: true; kind: "caption"; text: stand.modelData.title }
                Say { objectName: "stands." + stand.modelData.key; Layout.fillWidth: true; kind: "strong"; text: stand.modelData.text; wrapMode: Text.Wrap; lineHeight: 1.2 }
                Say { objectName: "stands." + stand.modelData.key + ".over"; visible: text !== ""; Layout.fillWidth: true; color: Theme.attention; text: stand.modelData.over; wrapMode: Text.Wrap }
            }
        }

        Repeater {
            model: part.view.other_weight.rows

            ColumnLayout {
                id: other

                required property var modelData
                required property int index

                Layout.fillWidth: true
                spacing: Theme.near

                Say { objectName: "other_weight." + other.index; Layout.fillWidth: true; color: Theme.attention; text: other.modelData.text; wrapMode: Text.Wrap }
                Button { objectName: "other_weight.stands." + other.index; visible: part.view.other_weight.may; enabled: !part.view.other_weight.form.busy; glyph: "check"; text: other.modelData.act; Accessible.name: text + ": " + other.modelData.text; onClicked: part.view.other_weight.stand(other.modelData.id) }
            }
        }
        FieldError { objectName: "other_weight.error"; Layout.fillWidth: true; text: part.view.other_weight.form.general }

        Say { objectName: "prescribing.not_yours"; visible: !part.view.may; Layout.fillWidth: true; kind: "caption"; text: qsTr("prescribing.not_yours"); wrapMode: Text.Wrap }

        ColumnLayout {
            visible: part.view.may
            spacing: Theme.gap

            Say { Layout.topMargin: Theme.near; kind: "title"; text: qsTr("prescribing.assessment") }
            Words { id: health; key: "health"; form: part.view.assessment; label: qsTr("prescribing.health"); hint: qsTr("prescribing.health_hint") }
            Words { id: goals; key: "goals"; form: part.view.assessment; label: qsTr("prescribing.goals") }
            ChoiceLine { objectName: "prescribing.asa"; Layout.fillWidth: true; label: qsTr("prescribing.asa"); options: part.view.options.asa; current: part.chosen.asa ?? ""; onPicked: key => part.view.type("asa", key) }
            Do { name: "assessment"; form: part.view.assessment; text: qsTr("prescribing.assess") }

            Say { Layout.topMargin: Theme.near; kind: "title"; text: qsTr("prescribing.clearance") }
            Line { id: until; key: "until"; form: part.view.clearance; label: qsTr("order.until_label"); hint: qsTr("order.until_hint"); numeric: true }
            Line { id: conditions; key: "conditions"; form: part.view.clearance; label: qsTr("order.conditions") }
            Do { name: "clearance"; form: part.view.clearance; text: part.view.far_asked ? qsTr("prescribing.clear_far") : qsTr("prescribing.clear") }

            Say { Layout.topMargin: Theme.near; kind: "title"; text: qsTr("prescribing.order") }
            Line { id: drug; key: "drug"; form: part.view.order; label: qsTr("room_ui.drug") }
            Pick { key: "route"; label: qsTr("room_ui.route") }

            GridLayout {
                Layout.fillWidth: true
                columns: part.width < 700 * Theme.factor ? 1 : 2
                columnSpacing: Theme.gap
                rowSpacing: Theme.gap
                uniformCellWidths: true

                Line { id: low; key: "low"; form: part.view.order; label: qsTr("order.low"); numeric: true }
                Line { id: high; key: "high"; form: part.view.order; label: qsTr("order.high"); numeric: true }
            }

            Pick { key: "unit"; label: qsTr("order.unit") }
            Line { id: weight; key: "weight_kg"; visible: part.chosen.unit === "mg_per_kg"; form: part.view.order; label: qsTr("order.weight_label"); numeric: true }

            RowLayout {
                visible: weight.visible && part.view.weight_told !== ""
                spacing: Theme.gap

                Say { objectName: "prescribing.weight_told"; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: part.view.weight_told }
                Button { objectName: "prescribing.weight_take"; text: qsTr("ui.people.weight_take"); Accessible.name: text + ": " + part.view.weight_told; onClicked: part.view.take_weight() }
            }

            Pick { key: "further"; label: qsTr("order.further") }
            Line { id: between; key: "between_minutes"; visible: part.chosen.further === "yes"; form: part.view.order; label: qsTr("order.between_label"); numeric: true }
            Pick { key: "other_route"; visible: part.view.other_route !== ""; label: part.view.other_route }
            Pick { key: "others"; visible: part.view.others !== ""; label: part.view.others }
            Line { id: asWritten; key: "as_written"; form: part.view.order; label: qsTr("order.as_written") }
            Do { name: "order"; form: part.view.order; text: qsTr("prescribing.prescribe") }
        }

        OwnLimitForm { visible: part.limit.may; Layout.fillWidth: true; view: part.limit }

        Say { visible: part.view.rows.length > 0; Layout.topMargin: Theme.near; kind: "title"; text: qsTr("prescribing.history") }

        Repeater {
            model: part.view.rows

            WithdrawnRow { name: "prescribed"; withdrawing: part.view.withdrawal.line; Layout.fillWidth: true; onAsked: part.view.withdrawal.ask(modelData.id) }
        }

        WithdrawForm { objectName: "prescribed.withdrawn"; withdrawal: part.view.withdrawal; then: part.view.then_holds; Layout.fillWidth: true }
    }

    component Line: Field {
        required property string key
        required property Form form

        objectName: "prescribing." + key
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        error: form.errors[key] ?? ""
        onEdited: text => part.view.type(key, text)
    }

    component Words: NoteField {
        required property string key
        required property Form form

        objectName: "prescribing." + key
        Layout.fillWidth: true
        boxHeight: 92
        error: form.errors[key] ?? ""
        onEdited: text => part.view.type(key, text)
    }

    component Pick: ChoiceLine {
        required property string key

        objectName: "prescribing." + key
        Layout.fillWidth: true
        options: part.view.options[key]
        current: part.chosen[key] ?? ""
        error: part.view.order.errors[key] ?? ""
        onPicked: picked => part.view.type(key, picked)
    }

    component Do: ColumnLayout {
        id: doing

        required property string name
        required property Form form
        required property string text

        spacing: Theme.near

        FieldError { objectName: "prescribing." + doing.name + ".error"; Layout.fillWidth: true; text: doing.form.general || (Object.values(doing.form.errors)[0] ?? "") } // the field may be out of view
        Button { objectName: "prescribing." + doing.name + ".do"; Layout.preferredHeight: Theme.primary; enabled: !doing.form.busy; kind: "primary"; glyph: "check"; text: doing.text; onClicked: part.view.write(doing.name) }
    }
}
