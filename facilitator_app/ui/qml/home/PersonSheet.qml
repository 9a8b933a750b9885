// One person's page.  Only the preferred name is needed; what is typed stays until it is saved, also when the page is left.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property PersonPage page
    required property PersonPicture picture
    readonly property Form form: page.form
    readonly property var fields: [preferred, legal, pronouns, birth, allergies, nicknames, language, escort, intention, emergency, contacts, medicines, conditions, access, weight, systolic, diastolic, heart, spo2]

    signal course(string person)
    signal beforehand(string person)
    signal record(string person)
    signal same(string person, string other)

    open: page.open
    title: page.title
    sheetWidth: 1100
    tall: true
    onClosed: page.close()
    actions: [
        Button { objectName: "person.forget"; visible: sheet.page.has_draft; kind: "plain"; tint: Theme.mid; text: qsTr("ui.people.forget"); onClicked: sheet.page.forget() },
        Button { objectName: "person.beforehand"; visible: !sheet.page.is_new; glyph: "list"; text: qsTr("beforehand.open"); onClicked: sheet.beforehand(sheet.page.person) },
        Button { objectName: "person.record"; visible: !sheet.page.is_new; glyph: "export"; text: qsTr("record_ui.open"); onClicked: sheet.record(sheet.page.person) },
        Button { objectName: "person.course"; visible: !sheet.page.is_new; glyph: "review"; text: qsTr("course.open"); onClicked: sheet.course(sheet.page.person) },
        Button { objectName: "person.cancel"; text: qsTr("ui.close"); onClicked: sheet.page.close() },
        Button { objectName: "person.that"; visible: sheet.page.asked && sheet.page.alike !== ""; text: qsTr("same_ui.that"); onClicked: sheet.page.is_new ? sheet.page.show(sheet.page.alike) : sheet.same(sheet.page.person, sheet.page.alike) },
        Button { objectName: "person.another"; visible: sheet.page.asked; text: sheet.page.is_new ? qsTr("ui.people.another") : qsTr("ui.people.another_save"); onClicked: sheet.page.save_as_another(sheet.typed()) },
        Button { objectName: sheet.page.is_new ? "person.add" : "person.save"; visible: !sheet.page.asked; enabled: sheet.page.is_new || sheet.page.has_draft; kind: "primary"; text: sheet.page.is_new ? qsTr("ui.people.add") : qsTr("ui.people.save"); onClicked: sheet.page.save(sheet.typed()) }
    ]
    Component.onCompleted: fill()

    function typed(): var {
        const there = {};
        for (const field of fields)
            there[field.key] = field.text;
        return there;
    }

    function fill() {
        for (const field of fields)
            field.text = page.values[field.key] ?? "";
        if (page.open && page.is_new)
            preferred.forceActiveFocus();
    }

    Connections {
        target: sheet.page

        function onOpened() { sheet.fill(); scroller.contentY = 0 }
    }

    Scroller {
        id: scroller

        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight + 8

        ColumnLayout {
            id: column

            width: parent.width - 12
            spacing: Theme.gap

            GridLayout {
                Layout.fillWidth: true
                columns: 2
                columnSpacing: Theme.gap
                rowSpacing: Theme.gap
                uniformCellWidths: true

                Cell { id: preferred; key: "preferred_name"; label: qsTr("ui.people.preferred_name") }
                Cell { id: legal; key: "legal_name"; label: qsTr("ui.people.legal_name") }
                Cell { id: pronouns; key: "pronouns"; label: qsTr("ui.people.pronouns") }
                Cell { id: birth; key: "birth_date"; label: qsTr("ui.people.birth_date"); hint: qsTr("ui.people.birth_hint") }
                Cell { id: allergies; key: "allergies"; label: qsTr("ui.people.allergy") }
                Cell { id: escort; key: "escort"; label: qsTr("ui.people.escort") }
                Words { id: intention; key: "intention"; Layout.columnSpan: 2; boxHeight: 92; label: qsTr("ui.people.intention"); hint: qsTr("ui.people.intention_hint") }
                Cell { id: nicknames; key: "nicknames"; label: qsTr("ui.people.nicknames"); hint: qsTr("ui.people.nicknames_hint") }
                Cell { id: language; key: "language"; label: qsTr("ui.people.language") }
                Cell { id: emergency; key: "emergency_contact"; label: qsTr("ui.people.emergency_contact") }
                Cell { id: contacts; key: "contacts"; label: qsTr("ui.people.contacts") }
                Words { id: medicines; key: "medicines"; label: qsTr("ui.people.medicines") }
                Words { id: conditions; key: "conditions"; label: qsTr("ui.people.conditions") }
                Words { id: access; key: "access_needs"; Layout.columnSpan: 2; label: qsTr("ui.people.access_needs") }
                Figure { id: weight; key: "weight_kg"; label: qsTr("ui.people.weight_kg") }
                Figure { id: heart; key: "usual_heart_rate"; label: qsTr("ui.people.usual_heart_rate") }
                Figure { id: systolic; key: "usual_systolic"; label: qsTr("ui.people.usual_systolic") }
                Figure { id: diastolic; key: "usual_diastolic"; label: qsTr("ui.people.usual_diastolic") }
                Figure { id: spo2; key: "usual_spo2"; label: qsTr("ui.people.usual_spo2") }
            }

            PictureRow {
                id: pictured

                readonly property string told: sheet.picture.said

                objectName: "person.picture"
                visible: !sheet.page.is_new
                Layout.fillWidth: true
                picture: sheet.picture
                onToldChanged: if (told !== "") scroller.bring(pictured) // whole, with what is said of it
            }
            Button { objectName: "person.same"; visible: !sheet.page.is_new; glyph: "person"; text: qsTr("same_ui.open"); onClicked: sheet.same(sheet.page.person, "") }
            PersonHistory { objectName: "person.history"; visible: !sheet.page.is_new; Layout.fillWidth: true; page: sheet.page }
        }
    }

    FieldError { objectName: "person.general"; Layout.fillWidth: true; text: sheet.form.general }
    Say { objectName: "person.draft"; visible: sheet.page.has_draft; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("ui.people.draft") }

    component Cell: Field {
        required property string key

        objectName: "person." + key
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        error: sheet.form.errors[key] ?? ""
        onEdited: text => sheet.page.type(key, text)
    }

    component Figure: Cell { numeric: true }

    component Words: NoteField {
        required property string key

        objectName: "person." + key
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        boxHeight: 92
        error: sheet.form.errors[key] ?? ""
        onEdited: text => sheet.page.type(key, text)
    }
}
