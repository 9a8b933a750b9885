// The words of a programme: what can be said of a person by one touch.  Add, rename, regroup, reorder, take out.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property WordsEditor editor

    objectName: "words"
    open: editor.open
    title: editor.title
    sheetWidth: 960
    tall: true
    onClosed: editor.leave()
    actions: [
        Button { objectName: "words.cancel"; text: qsTr("ui.close"); onClicked: sheet.closed() },
        Button { objectName: "words.keep"; kind: "primary"; glyph: "check"; enabled: !sheet.editor.form.busy; text: qsTr("words.keep"); onClicked: sheet.editor.keep() }
    ]

    Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("words.about") }

    ListView {
        id: list

        objectName: "words.list"
        Layout.fillWidth: true
        Layout.fillHeight: true
        clip: true
        spacing: 6
        boundsBehavior: Flickable.StopAtBounds
        model: sheet.editor.words
        delegate: WordEdit { width: list.width; editor: sheet.editor }
    }

    Flow {
        Layout.fillWidth: true
        spacing: 8

        Say { height: Theme.target; verticalAlignment: Text.AlignVCenter; text: qsTr("words.add") }
        Repeater {
            model: sheet.editor.groups

            Button {
                required property var modelData

                objectName: "words.add." + modelData.key.replace(" ", "_")
                leftPadding: 12
                rightPadding: 12
                text: modelData.text
                Accessible.name: qsTr("words.add") + " " + modelData.text
                onClicked: { sheet.editor.add(modelData.key); list.positionViewAtEnd() }
            }
        }
    }

    FieldError { objectName: "words.error"; Layout.fillWidth: true; text: sheet.editor.form.general !== "" ? sheet.editor.form.general : sheet.editor.form.errors.words ?? "" }
}
