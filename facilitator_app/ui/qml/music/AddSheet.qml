// Pieces from the library into a phase of the playlist on the desk: each touch puts one at the end of it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property LibraryView library
    required property EditorView editor
    required property ListenView listen

    title: qsTr("playlist.add")
    sheetWidth: 1000
    tall: true
    onOpenChanged: if (open) library.refresh()

    Flow {
        Layout.fillWidth: true
        spacing: 6

        Repeater {
            model: sheet.editor.pools

            Button {
                required property var modelData

                objectName: "adding.into." + modelData.key
                leftPadding: 14
                text: modelData.text
                chosen: sheet.editor.into === modelData.key
                onClicked: sheet.editor.add_to(modelData.key)
            }
        }
    }

    FieldError { objectName: "adding.error"; Layout.fillWidth: true; text: sheet.editor.form.general }

    LibraryList {
        name: "adding"
        Layout.fillWidth: true
        Layout.fillHeight: true
        library: sheet.library
        listen: sheet.listen
        marks: true
        onPicked: path => sheet.library.take(path, sheet.editor.into)
    }
}
