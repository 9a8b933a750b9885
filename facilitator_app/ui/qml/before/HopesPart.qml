// What a person comes with, in their own words; below, what they said before.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Scroller {
    id: part

    required property HopesView view
    required property LeaveBeforeView leave
    readonly property var fields: [intention, goals, fears, themes, parts, music, touch]

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

        Words { id: intention; key: "intention"; label: qsTr("beforehand.intention"); hint: qsTr("ui.people.intention_hint") }

        GridLayout {
            Layout.fillWidth: true
            columns: part.width < 700 * Theme.factor ? 1 : 2
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            uniformCellWidths: true

            Words { id: goals; key: "goals"; label: qsTr("beforehand.goals") }
            Words { id: fears; key: "fears"; label: qsTr("beforehand.fears") }
            Words { id: themes; key: "themes"; label: qsTr("beforehand.themes") }
            Words { id: parts; key: "parts"; label: qsTr("beforehand.parts") }
            Words { id: music; key: "music"; label: qsTr("beforehand.music") }
            Words { id: touch; key: "touch"; label: qsTr("beforehand.touch") }
        }

        FieldError { objectName: "hope.general"; Layout.fillWidth: true; text: part.view.form.general }
        Button { objectName: "hope.keep"; Layout.preferredHeight: Theme.primary; enabled: part.view.has_draft; kind: "primary"; glyph: "check"; text: qsTr("beforehand.keep"); onClicked: part.view.keep() }

        LeaveBefore { Layout.fillWidth: true; view: part.leave }

        Say { visible: part.view.history.length > 0; Layout.topMargin: Theme.near; kind: "title"; text: qsTr("beforehand.history") }

        Repeater {
            model: part.view.history

            ColumnLayout {
                id: row

                required property var modelData
                required property int index

                Layout.fillWidth: true
                spacing: 2

                Say { objectName: "hope.history." + row.index + ".head"; Layout.fillWidth: true; kind: "caption"; text: row.modelData.head }
                Say { objectName: "hope.history." + row.index + ".text"; Layout.fillWidth: true; text: row.modelData.text; wrapMode: Text.Wrap; lineHeight: 1.2 }
            }
        }
    }

    component Words: NoteField {
        required property string key

        objectName: "hope." + key
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        boxHeight: 92
        error: part.view.form.errors[key] ?? ""
        onEdited: text => part.view.type(key, text)
        onFinished: part.view.keep()
    }
}
