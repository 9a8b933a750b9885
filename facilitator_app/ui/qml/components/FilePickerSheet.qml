// The window's own file picker: places on the left, what is in the folder on the right.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator

Sheet {
    id: sheet

    required property FilePicker picker

    open: picker.asking
    title: picker.title
    sheetWidth: 1000
    tall: true
    onClosed: picker.cancel()
    actions: [
        Button { objectName: "files.cancel"; text: qsTr("ui.cancel"); onClicked: sheet.picker.cancel() },
        Button { objectName: "files.choose"; visible: text !== ""; kind: "primary"; text: sheet.picker.button; onClicked: sheet.picker.choose("") }
    ]

    RowLayout {
        spacing: Theme.near

        Button { objectName: "files.up"; kind: "round"; glyph: "arrow-up"; text: qsTr("ui.files.up"); onClicked: sheet.picker.up() }
        Say { objectName: "files.folder"; Layout.fillWidth: true; text: sheet.picker.folder; elide: Text.ElideMiddle }
    }

    Say { visible: text !== ""; text: sheet.picker.error; color: Theme.attention; wrapMode: Text.Wrap; Layout.fillWidth: true }

    RowLayout {
        spacing: Theme.gap

        Scroller {
            Layout.preferredWidth: Math.min(360, 320 * Theme.factor)
            Layout.fillHeight: true
            contentHeight: places.implicitHeight

            Column {
                id: places

                width: parent.width
                spacing: Theme.near

                Repeater {
                    model: sheet.picker.places

                    ListRow {
                        required property var modelData

                        objectName: "files.place." + modelData.name
                        width: places.width
                        text: modelData.name
                        glyph: "folder"
                        onClicked: sheet.picker.go(modelData.path)
                    }
                }
            }
        }

        ScrollList {
            objectName: "files.list"
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 6
            model: sheet.picker.rows

            Say { visible: parent.count === 0; anchors { left: parent.left; leftMargin: 16; right: parent.right } y: 16; wrapMode: Text.Wrap; text: qsTr("ui.files.empty"); color: Theme.mid }

            delegate: ListRow {
                required property var modelData

                objectName: "files.row." + modelData.name
                width: ListView.view.width
                text: modelData.name
                glyph: modelData.folder ? "folder" : "list"
                onClicked: modelData.folder ? sheet.picker.go(modelData.path) : sheet.picker.choose(modelData.path)
            }
        }
    }
}
