// Whether the person feels ready in their own judgement, the preparation sessions held, and a new one.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"
import "../integration"

Scroller {
    id: part

    required property PreparationView view
    required property CourseVersions courses
    readonly property var errors: view.form.errors
    readonly property var fields: [words, day, time, minutes, note]

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
            model: part.courses.rows

            ColumnLayout {
                id: course

                required property var modelData

                Layout.fillWidth: true
                spacing: Theme.near

                Say { objectName: "course_version." + course.modelData.key; Layout.fillWidth: true; color: Theme.soon; text: course.modelData.text; wrapMode: Text.Wrap }
                Button { objectName: "course_version.take." + course.modelData.key; glyph: "arrow-up"; text: qsTr("groups_ui.take_newest"); onClicked: part.courses.take(course.modelData.key) }
            }
        }

        FieldError { objectName: "course_version.general"; visible: text !== ""; Layout.fillWidth: true; text: part.courses.form.general }

        Say { kind: "title"; text: qsTr("beforehand.own_title") }
        Say { objectName: "own.about"; visible: part.view.ready === ""; Layout.fillWidth: true; kind: "caption"; text: qsTr("beforehand.own_about"); wrapMode: Text.Wrap }
        Field { id: words; readonly property string key: "words"; objectName: "own.words"; Layout.fillWidth: true; label: qsTr("beforehand.own_words"); error: part.view.own.errors.words ?? ""; onEdited: text => part.view.type(key, text) }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.near

            Button { objectName: "own.ready"; kind: "chip"; height: Theme.primary; glyph: "check"; chosen: part.view.ready === "ready"; text: qsTr("preparation.ready"); onClicked: part.view.say(true) }
            Button { objectName: "own.not_yet"; kind: "chip"; height: Theme.primary; glyph: "minus"; chosen: part.view.ready === "not_yet"; text: qsTr("preparation.not_yet"); onClicked: part.view.say(false) }
        }

        FieldError { objectName: "own.general"; Layout.fillWidth: true; text: part.view.own.general }

        Repeater {
            model: part.view.said

            Say { required property string modelData; required property int index; objectName: "own.said." + index; Layout.fillWidth: true; kind: "caption"; text: modelData; wrapMode: Text.Wrap }
        }

        Say { Layout.topMargin: Theme.near; kind: "title"; text: qsTr("beforehand.held_title") }
        Say { objectName: "held.about"; visible: part.view.rows.length === 0; Layout.fillWidth: true; kind: "caption"; text: qsTr("beforehand.held_about"); wrapMode: Text.Wrap }

        Repeater {
            model: part.view.rows

            WithdrawnRow { name: "held"; withdrawing: part.view.withdrawal.line; Layout.fillWidth: true; onAsked: part.view.withdrawal.ask(modelData.id) }
        }

        WithdrawForm { objectName: "held.withdrawn"; withdrawal: part.view.withdrawal; Layout.fillWidth: true }

        Repeater {
            model: part.view.meetings

            WithdrawnRow { name: "meeting"; withdrawing: part.view.withdrawal.line; Layout.fillWidth: true; onAsked: part.view.withdrawal.ask(modelData.id) }
        }

        GridLayout {
            Layout.fillWidth: true
            columns: part.width < 700 * Theme.factor ? 1 : 3
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            uniformCellWidths: true

            Cell { id: day; key: "day"; label: qsTr("desk.book_day"); hint: qsTr("desk.book_day_hint") }
            Cell { id: time; key: "time"; label: qsTr("desk.book_time"); hint: qsTr("desk.book_time_hint") }
            Cell { id: minutes; key: "minutes"; numeric: true; label: qsTr("beforehand.minutes_label") }
        }

        ChoiceLine { objectName: "held.place"; Layout.fillWidth: true; label: qsTr("desk.place"); options: part.view.places; current: part.view.chosen.place ?? ""; error: part.errors.place ?? ""; onPicked: key => part.view.type("place", key) }
        ChoiceLine { objectName: "held.held_by"; Layout.fillWidth: true; label: qsTr("desk.held_by"); options: part.view.team; current: part.view.chosen.held_by ?? ""; onPicked: key => part.view.type("held_by", key) }
        NoteField { id: note; readonly property string key: "note"; objectName: "held.note"; Layout.fillWidth: true; label: qsTr("beforehand.note"); hint: qsTr("beforehand.note_hint"); error: part.errors.note ?? ""; onEdited: text => part.view.type(key, text); onFinished: part.view.hold() }
        FieldError { objectName: "held.general"; Layout.fillWidth: true; text: part.view.form.general }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.near

            Button { objectName: "held.do"; height: Theme.primary; kind: "primary"; glyph: "check"; text: qsTr("beforehand.hold"); onClicked: part.view.hold() }
            Button { objectName: "held.set"; height: Theme.primary; glyph: "calendar"; text: qsTr("calendar_ui.meet"); onClicked: part.view.set_meeting() }
        }
    }

    component Cell: Field {
        required property string key

        objectName: "held." + key
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        error: part.errors[key] ?? ""
        onEdited: text => part.view.type(key, text)
    }
}
