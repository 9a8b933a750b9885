// The visit: when, who came, what came up, themes, parts, agreements, scores; kept, or kept and signed by who held it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Scroller {
    id: part

    required property VisitPage visit
    readonly property var errors: visit.form.errors
    readonly property var fields: [day, time, cameUp, agreements, scores, next, reason, why]
    readonly property bool changing: visit.changing !== ""

    contentHeight: column.implicitHeight + 8
    Component.onCompleted: fill()

    function fill() {
        for (const field of fields)
            field.text = visit.values[field.key] ?? "";
    }

    Connections {
        target: part.visit

        function onOpened() { part.fill() }
    }

    ColumnLayout {
        id: column

        width: parent.width - 12
        spacing: Theme.gap

        VisitsBefore { visible: !part.changing; visit: part.visit; Layout.fillWidth: true; onChange: key => { part.visit.change(key); part.contentY = 0 } }
        Say { objectName: "visit.changing"; visible: part.changing; Layout.fillWidth: true; color: Theme.mid; text: qsTr("desk.changing"); wrapMode: Text.Wrap }

        RowLayout {
            spacing: Theme.gap

            Cell { id: day; key: "day"; label: qsTr("desk.book_day"); hint: qsTr("desk.book_day_hint") }
            Cell { id: time; key: "time"; label: qsTr("desk.book_time"); hint: qsTr("desk.book_time_hint") }
        }

        Pick { key: "attendance"; label: qsTr("desk.attendance") }
        FieldError { objectName: "visit.soon"; visible: part.visit.soon !== ""; Layout.fillWidth: true; text: part.visit.soon }
        Cell { id: reason; key: "reason"; visible: part.visit.soon !== ""; label: qsTr("desk.reason") }
        Pick { key: "form"; label: qsTr("desk.form") }
        Pick { key: "place"; label: qsTr("desk.place") }
        ChoiceLine { objectName: "visit.held_by"; visible: !part.changing; Layout.fillWidth: true; label: qsTr("desk.held_by"); options: part.visit.holders; current: part.visit.chosen.held_by ?? ""; error: part.errors.held_by ?? ""; onPicked: key => part.visit.type("held_by", key) }
        Words { id: cameUp; key: "came_up"; label: qsTr("desk.came_up"); hint: qsTr("desk.came_up_hint") }

        Field { id: theme; objectName: "visit.theme"; Layout.fillWidth: true; label: qsTr("desk.themes"); hint: qsTr("desk.theme_hint"); onAccepted: part.add_theme() }
        Button { objectName: "visit.theme.add"; glyph: "plus"; text: qsTr("desk.add"); Accessible.name: text + ": " + theme.label; onClicked: part.add_theme() }
        NamedList { objectName: "visit.themes"; Layout.fillWidth: true; told: part.visit.themes; known: part.visit.known_themes; onDropped: place => part.visit.drop_theme(place); onTaken: place => part.visit.add_theme(known[place]) }

        Field { id: name; objectName: "visit.part"; Layout.fillWidth: true; label: qsTr("desk.parts"); hint: qsTr("desk.part_hint"); onAccepted: part.add_part() }
        ChoiceLine { id: kind; objectName: "visit.part.kind"; Layout.fillWidth: true; label: qsTr("desk.part_kind"); options: part.visit.options.kind; current: "unnamed"; onPicked: key => kind.current = key }
        Button { objectName: "visit.part.add"; glyph: "plus"; text: qsTr("desk.add"); Accessible.name: text + ": " + name.label; onClicked: part.add_part() }
        NamedList { objectName: "visit.parts"; Layout.fillWidth: true; told: part.visit.parts; known: part.visit.known_parts.map(one => one.name); onDropped: place => part.visit.drop_part(place); onTaken: place => part.visit.add_part(part.visit.known_parts[place].name, part.visit.known_parts[place].kind) }

        Words { id: agreements; key: "agreements"; label: qsTr("desk.agreements") }
        Words { id: scores; key: "scores"; boxHeight: 84; label: qsTr("desk.scores"); hint: qsTr("desk.scores_hint") }
        Cell { id: next; key: "next_contact"; label: qsTr("desk.next_contact"); hint: qsTr("desk.book_day_hint") }
        Pick { key: "continues"; label: qsTr("desk.continues") }

        Cell { id: why; key: "why"; visible: part.changing; label: qsTr("desk.change_why"); error: part.errors.reason && part.visit.soon === "" ? part.errors.reason : "" }

        FieldError { objectName: "visit.general"; Layout.fillWidth: true; text: part.visit.form.general !== "" ? part.visit.form.general : Object.values(part.errors)[0] ?? "" } // its field may be out of sight

        Flow {
            Layout.fillWidth: true
            spacing: Theme.near

            Button { objectName: "visit.keep_sign"; visible: part.visit.can_sign; height: Theme.primary; kind: "primary"; glyph: "sign"; text: qsTr("desk.keep_sign"); onClicked: part.visit.keep(true) }
            Button { objectName: "visit.keep"; height: Theme.primary; kind: part.visit.can_sign ? "quiet" : "primary"; glyph: "check"; text: part.changing ? qsTr("desk.change_keep") : qsTr("desk.keep"); onClicked: part.visit.keep(false) }
            Button { objectName: "visit.change_leave"; visible: part.changing; height: Theme.primary; text: qsTr("desk.change_leave"); onClicked: part.visit.change("") }
        }
    }

    function add_theme() {
        visit.add_theme(theme.text);
        theme.text = "";
    }

    function add_part() {
        visit.add_part(name.text, kind.current);
        name.text = "";
    }

    component Cell: Field {
        required property string key

        objectName: "visit." + key
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        error: part.errors[key] ?? ""
        onEdited: text => part.visit.type(key, text)
    }

    component Words: NoteField {
        required property string key

        objectName: "visit." + key
        Layout.fillWidth: true
        boxHeight: 120
        error: part.errors[key] ?? ""
        onEdited: text => part.visit.type(key, text)
    }

    component Pick: ChoiceLine {
        required property string key

        objectName: "visit." + key
        Layout.fillWidth: true
        options: part.visit.options[key]
        current: part.visit.chosen[key] ?? ""
        error: part.errors[key] ?? ""
        onPicked: picked => part.visit.type(key, picked)
    }
}
