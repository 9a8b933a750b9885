// A limit of the person's own for every session to come: for which measure, where it lies, and why.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"
import "../integration"

ColumnLayout {
    id: form

    required property OwnLimitView view
    readonly property var fields: [low, high, rise, fall, reason]
    readonly property var errors: view.form.errors

    spacing: Theme.gap
    Component.onCompleted: fill()

    function fill() {
        for (const field of fields)
            field.text = view.chosen[field.key] ?? "";
    }

    Connections {
        target: form.view

        function onOpened() { form.fill() }
    }

    Say { Layout.topMargin: Theme.near; kind: "title"; text: qsTr("own_limit.title") }
    ChoiceLine { objectName: "own_limit.measure"; Layout.fillWidth: true; label: qsTr("limit.set_own"); options: form.view.measures; current: form.view.chosen.measure ?? ""; error: form.errors.measure ?? ""; onPicked: key => form.view.type("measure", key) }

    GridLayout {
        Layout.fillWidth: true
        columns: form.width < 700 * Theme.factor ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true

        Bound { id: low; key: "low"; label: qsTr("limit.low"); hint: form.view.unit }
        Bound { id: high; key: "high"; label: qsTr("limit.high"); hint: form.view.unit }
        Bound { id: rise; key: "rise_percent"; label: qsTr("limit.over_own"); hint: "%" }
        Bound { id: fall; key: "fall_percent"; label: qsTr("limit.under_own"); hint: "%" }
    }

    Bound { id: reason; key: "reason"; numeric: false; label: qsTr("limit.reason") }
    FieldError { objectName: "own_limit.error"; Layout.fillWidth: true; text: form.view.form.general }
    Button { objectName: "own_limit.do"; Layout.preferredHeight: Theme.primary; enabled: !form.view.form.busy; kind: "primary"; glyph: "check"; text: qsTr("limit.set"); onClicked: form.view.write() }

    component Bound: Field {
        required property string key

        objectName: "own_limit." + key
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        numeric: true
        error: form.errors[key] ?? ""
        onEdited: text => form.view.type(key, text)
    }
}
