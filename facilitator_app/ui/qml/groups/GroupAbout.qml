// What holds of a group: its programme, its theme, when people are taken in and when it begins; and its end.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"
import "../integration"

Scroller {
    id: part

    required property GroupPage page
    readonly property var errors: page.form.errors
    readonly property var fields: [theme, from, until, starts, reason]

    contentHeight: column.implicitHeight + 8
    Component.onCompleted: { fill(); if (page.is_new) theme.forceActiveFocus() }

    function fill() {
        for (const field of fields)
            field.text = page.values[field.key] ?? "";
    }

    Connections {
        target: part.page

        function onOpened() { part.fill() }
    }

    ColumnLayout {
        id: column

        width: parent.width - 12
        spacing: Theme.gap

        Cell { id: theme; key: "theme"; label: qsTr("groups_ui.theme"); hint: qsTr("groups_ui.theme_hint") }
        ChoiceLine { objectName: "group.programme"; visible: part.page.is_new; Layout.fillWidth: true; label: qsTr("groups_ui.programme"); options: part.page.programmes; current: part.page.chosen.programme ?? ""; error: part.errors.programme ?? ""; onPicked: key => part.page.type("programme", key) }

        GridLayout {
            Layout.fillWidth: true
            columns: part.width < 700 * Theme.factor ? 1 : 3
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            uniformCellWidths: true

            Cell { id: from; key: "intake_from"; label: qsTr("groups_ui.intake_from"); hint: qsTr("groups_ui.day_hint") }
            Cell { id: until; key: "intake_until"; label: qsTr("groups_ui.intake_until"); hint: qsTr("groups_ui.day_hint") }
            Cell { id: starts; key: "starts_on"; label: qsTr("groups_ui.starts_on"); hint: qsTr("groups_ui.day_hint") }
        }

        FieldError { objectName: "group.general"; Layout.fillWidth: true; text: part.page.form.general }
        Button { objectName: "group.save"; Layout.preferredHeight: Theme.primary; kind: "primary"; glyph: "check"; text: part.page.is_new ? qsTr("groups_ui.form") : qsTr("groups_ui.save"); onClicked: part.page.save() }

        Field { id: reason; readonly property string key: "reason"; objectName: "group.reason"; visible: !part.page.is_new; Layout.fillWidth: true; Layout.topMargin: Theme.pad; label: qsTr("groups_ui.end_reason"); error: part.errors.reason ?? ""; onEdited: text => part.page.type(key, text) }
        Say { objectName: "group.ends_with"; visible: text !== ""; Layout.fillWidth: true; color: Theme.soon; wrapMode: Text.Wrap; text: part.page.ends_with }
        Button { objectName: "group.end"; visible: !part.page.is_new; text: qsTr("groups_ui.end"); glyph: "stop"; onClicked: part.page.end() }
    }

    component Cell: Field {
        required property string key

        objectName: "group." + key
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        error: part.errors[key] ?? ""
        onEdited: text => part.page.type(key, text)
        onAccepted: part.page.save()
    }
}
