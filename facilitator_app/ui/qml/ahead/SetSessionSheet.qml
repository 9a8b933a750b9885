// A session that is set: when, where and whose; who is expected, the floor, and the way to call it off or begin it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"
import "../integration"

Sheet {
    id: sheet

    required property SetSessionView view
    required property Shell shell
    readonly property var errors: view.form.errors
    readonly property var fields: [title, day, time, minutes, place, reason]

    objectName: "setsession"
    title: view.heading
    open: view.open
    sheetWidth: 1160
    tall: true
    onClosed: view.close()
    actions: [
        Button { objectName: "setsession.forget"; visible: sheet.view.has_draft; kind: "plain"; tint: Theme.mid; text: qsTr("ui.people.forget"); onClicked: sheet.view.forget() },
        Button { objectName: "setsession.ready"; visible: sheet.view.is_set; glyph: "check"; text: qsTr("readiness_ui.open"); onClicked: sheet.ready() },
        Button { objectName: "setsession.begin"; visible: sheet.view.is_set; glyph: "door"; text: qsTr("calendar_ui.begin"); onClicked: sheet.begin() },
        Button { objectName: "setsession.keep"; kind: "primary"; glyph: "check"; enabled: !sheet.view.form.busy; text: sheet.view.is_set ? qsTr("calendar_ui.change") : qsTr("calendar_ui.keep"); onClicked: sheet.view.keep() }
    ]

    function fill() {
        for (const field of fields)
            field.text = view.values[field.key] ?? "";
    }

    function begin() {
        const session = view.session;
        view.close();
        shell.begin(session);
    }

    function ready() {
        const session = view.session;
        view.close();
        shell.ready(session);
    }

    Connections {
        target: sheet.view

        function onOpened() { sheet.fill() }
    }

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight + 8

        ColumnLayout {
            id: column

            width: parent.width - 12
            spacing: Theme.gap

            ColumnLayout {
                visible: sheet.view.is_set
                spacing: Theme.gap

                Say { kind: "title"; text: qsTr("calendar_ui.who") }
                Field { objectName: "setsession.search"; Layout.fillWidth: true; hint: qsTr("calendar_ui.search"); onEdited: text => sheet.view.search(text) }
                FieldError { objectName: "setsession.participant.error"; Layout.fillWidth: true; text: sheet.errors.participant ?? "" }

                Flow {
                    Layout.fillWidth: true
                    spacing: Theme.near

                    Repeater {
                        model: sheet.view.people

                        Row {
                            id: person

                            required property var modelData

                            spacing: 2

                            Button { objectName: "setsession.person." + person.modelData.id; Carry { person: person.modelData.id; name: person.modelData.name } kind: "chip"; height: Theme.target; chosen: sheet.view.floor.person === person.modelData.id; text: person.modelData.line; onClicked: if (person.modelData.coming) sheet.view.floor.choose(person.modelData.id); else sheet.view.expect(person.modelData.id, true) }
                            Button { objectName: "setsession.away." + person.modelData.id; visible: person.modelData.coming; kind: "round"; height: Theme.target; width: Theme.target; glyph: "close"; text: qsTr("calendar_ui.away"); Accessible.name: text + ": " + person.modelData.name; onClicked: sheet.view.expect(person.modelData.id, false) }
                        }
                    }
                }

                Say { objectName: "setsession.in_the_way"; visible: text !== ""; Layout.fillWidth: true; color: Theme.soon; wrapMode: Text.Wrap; lineHeight: 1.2; text: sheet.view.in_the_way }
                FloorPlan { Layout.fillWidth: true; floor: sheet.view.floor }
            }

            ChoiceLine { objectName: "setsession.of"; Layout.fillWidth: true; label: qsTr("calendar_ui.whose"); options: sheet.view.of; current: sheet.view.chosen.of ?? ""; error: sheet.errors.of ?? sheet.errors.programme ?? sheet.errors.group ?? ""; onPicked: key => sheet.view.type("of", key) }

            GridLayout {
                Layout.fillWidth: true
                columns: width < 700 * Theme.factor ? 1 : 3
                columnSpacing: Theme.gap
                rowSpacing: Theme.gap
                uniformCellWidths: true

                Cell { id: day; key: "day"; label: qsTr("desk.book_day"); hint: qsTr("desk.book_day_hint") }
                Cell { id: time; key: "time"; label: qsTr("desk.book_time"); hint: qsTr("desk.book_time_hint") }
                Cell { id: minutes; key: "minutes"; numeric: true; label: qsTr("beforehand.minutes_label") }
                Cell { id: title; key: "title"; label: qsTr("calendar_ui.name"); hint: qsTr("calendar_ui.name_hint") }
                Cell { id: place; key: "place"; label: qsTr("calendar_ui.place") }
            }

            Say { kind: "caption"; text: qsTr("calendar_ui.team") }

            Flow {
                Layout.fillWidth: true
                spacing: Theme.near

                Repeater {
                    model: sheet.view.team.rows

                    Row {
                        id: member

                        required property var modelData

                        spacing: 2

                        Button { objectName: "setsession.team." + member.modelData.name; kind: "chip"; height: Theme.target; chosen: member.modelData.planned; text: member.modelData.leads ? qsTr("calendar_ui.team_leads").arg(member.modelData.name) : member.modelData.name; onClicked: sheet.view.team.toggle(member.modelData.id) }
                        Button { objectName: "setsession.lead." + member.modelData.name; visible: member.modelData.planned && !member.modelData.leads; kind: "plain"; height: Theme.target; text: qsTr("ui.setup.make_lead"); Accessible.name: text + ": " + member.modelData.name; onClicked: sheet.view.team.lead(member.modelData.id) }
                    }
                }
            }

            FieldError { objectName: "setsession.team.error"; Layout.fillWidth: true; text: sheet.errors.team ?? "" }
            FieldError { objectName: "setsession.general"; Layout.fillWidth: true; text: sheet.view.form.general }

            ColumnLayout {
                visible: sheet.view.is_set
                spacing: Theme.gap

                Say { Layout.topMargin: Theme.near; kind: "title"; text: qsTr("calendar_ui.call_off_title") }
                Field { id: reason; readonly property string key: "reason"; objectName: "setsession.reason"; Layout.fillWidth: true; label: qsTr("calendar_ui.why"); error: sheet.errors.reason ?? ""; onEdited: text => sheet.view.type(key, text); onAccepted: sheet.view.call_off(text) }
                Button { objectName: "setsession.calloff"; text: qsTr("calendar_ui.call_off"); onClicked: sheet.view.call_off(reason.text) }
            }
        }
    }

    Say { objectName: "setsession.draft"; visible: sheet.view.has_draft; Layout.fillWidth: true; kind: "caption"; text: qsTr("ui.people.draft") }

    component Cell: Field {
        required property string key

        objectName: "setsession." + key
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        error: sheet.errors[key] ?? ""
        onEdited: text => sheet.view.type(key, text)
        onAccepted: sheet.view.keep()
    }
}
