// Keeps what is typed into the fields of a form, also over a stop of the program, and puts it into them again.
pragma ComponentBehavior: Bound
import QtQuick
import Facilitator

Item {
    id: unsaved

    required property KeptText kept
    required property string form // its name; empty: none is shown
    required property var fields // by name
    property var standing: ({}) // what they show where nothing was typed

    visible: false
    onFormChanged: fill()
    onStandingChanged: fill()
    Component.onCompleted: { kept.enter(); fill(); }

    function fill() {
        if (!kept)
            return; // the window is closing
        const typed = form === "" ? {} : kept.of(form);
        for (const name in fields)
            fields[name].text = typed[name] ?? standing[name] ?? "";
    }

    function drop() {
        kept.drop(form);
    }

    Connections {
        target: unsaved.kept

        function onCame() { unsaved.fill() }
    }

    Repeater {
        model: Object.keys(unsaved.fields)

        Item {
            id: one

            required property string modelData

            Connections {
                target: unsaved.fields[one.modelData]

                function onEdited(text: string) { if (unsaved.form !== "") unsaved.kept.type(unsaved.form, one.modelData, text) }
            }
        }
    }
}
