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
        Button { objectName: "words.forget"; visible: sheet.editor.has_draft; kind: "plain"; tint: Theme.mid; text: qsTr("ui.people.forget"); onClicked: sheet.editor.forget() },
        Button { objectName: "words.add"; glyph: "plus"; text: qsTr("words.add"); onClicked: list.positionViewAtIndex(sheet.editor.add(), ListView.Center) },
        Button { objectName: "words.cancel"; text: qsTr("ui.close"); onClicked: sheet.closed() },
        Button { objectName: "words.keep"; kind: "primary"; glyph: "check"; enabled: !sheet.editor.form.busy; text: qsTr("words.keep"); onClicked: sheet.editor.keep() }
    ]

    Say { visible: Typing.covered === 0 || sheet.height > 480; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("words.about") }

    ScrollList {
        id: list

        objectName: "words.list"
        Layout.fillWidth: true
        Layout.fillHeight: true
        spacing: 6
        model: sheet.editor.words
        delegate: WordEdit { width: list.width; editor: sheet.editor }
        readonly property Item focused: Window.activeFocusItem
        onFocusedChanged: keep()
        onHeightChanged: keep() // what is typed into stays in view when the keyboard comes

        function keep() {
            if (!(focused instanceof TextInput) || !sheet.holds(focused))
                return;
            const top = focused.mapToItem(contentItem, 0, 0).y - 4;
            contentY = Math.max(originY, Math.min(top, Math.max(contentY, top + focused.height + 8 - height)));
        }
    }

    FieldError { objectName: "words.error"; Layout.fillWidth: true; text: sheet.editor.form.general !== "" ? sheet.editor.form.general : sheet.editor.form.errors.words ?? "" }
}
