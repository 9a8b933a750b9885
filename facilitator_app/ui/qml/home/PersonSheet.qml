// Adds a person.  Only the preferred name is needed; what is typed stays until the person is added.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property People people
    readonly property Form form: people.person_form
    readonly property var fields: [preferred, legal, pronouns, birth, allergies, nicknames, escort, intention]

    title: qsTr("ui.people.add")
    sheetWidth: 860
    onOpenChanged: if (open) preferred.forceActiveFocus()
    actions: [
        Button { objectName: "person.cancel"; text: qsTr("ui.cancel"); onClicked: sheet.closed() },
        Button { objectName: "person.add"; kind: "primary"; text: qsTr("ui.people.add"); onClicked: sheet.people.add_person(sheet.typed()) }
    ]

    function typed(): var {
        return { preferred_name: preferred.text, legal_name: legal.text, pronouns: pronouns.text, birth_date: birth.text,
            allergies: allergies.text, nicknames: nicknames.text, escort: escort.text, intention: intention.text };
    }

    function finish() {
        for (const field of fields)
            field.text = "";
        closed();
    }

    Connections {
        target: sheet.form

        function onDone() { sheet.finish() }
    }

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        implicitHeight: grid.implicitHeight
        contentHeight: grid.implicitHeight

        GridLayout {
            id: grid

            width: parent.width
            columns: 2
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            uniformCellWidths: true

            Cell { id: preferred; objectName: "person.preferred_name"; label: qsTr("ui.people.preferred_name"); error: sheet.form.errors.preferred_name ?? "" }
            Cell { id: legal; objectName: "person.legal_name"; label: qsTr("ui.people.legal_name"); error: sheet.form.errors.legal_name ?? "" }
            Cell { id: pronouns; objectName: "person.pronouns"; label: qsTr("ui.people.pronouns"); error: sheet.form.errors.pronouns ?? "" }
            Cell { id: birth; objectName: "person.birth_date"; label: qsTr("ui.people.birth_date"); hint: qsTr("ui.people.birth_hint"); error: sheet.form.errors.birth_date ?? "" }
            Cell { id: allergies; objectName: "person.allergies"; label: qsTr("ui.people.allergy"); error: sheet.form.errors.allergies ?? "" }
            Cell { id: nicknames; objectName: "person.nicknames"; label: qsTr("ui.people.nicknames"); hint: qsTr("ui.people.nicknames_hint"); error: sheet.form.errors.nicknames ?? "" }
            Cell { id: escort; objectName: "person.escort"; Layout.columnSpan: 2; label: qsTr("ui.people.escort"); error: sheet.form.errors.escort ?? "" }
            NoteField { id: intention; objectName: "person.intention"; Layout.columnSpan: 2; Layout.fillWidth: true; boxHeight: 108; label: qsTr("ui.people.intention"); hint: qsTr("ui.people.intention_hint"); error: sheet.form.errors.intention ?? "" }
        }
    }

    FieldError { objectName: "person.general"; Layout.fillWidth: true; text: sheet.form.general }

    component Cell: Field {
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
    }
}
